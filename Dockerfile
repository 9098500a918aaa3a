# The screen, listening to all who reach the container: it asks for the password in THIDUA_PASSWORD and does not start
# without one. compose.yaml runs it beside a Neo4j server; alone it keeps its graph in a file in /data.
FROM python:3.11-slim AS build
COPY . /source
RUN --mount=type=cache,target=/root/.cache/pip pip install --prefix=/installed /source

FROM python:3.11-slim
COPY --from=build /installed /usr/local
RUN useradd --create-home --uid 10001 thidua && install --directory --owner=thidua --group=thidua /data
USER thidua
WORKDIR /data
# What is compiled once from the language data is kept with the data, so that a new container need not do it again.
ENV THIDUA_DATA=/data XDG_CACHE_HOME=/data/cache PYTHONUNBUFFERED=1
VOLUME /data
EXPOSE 7860
ENTRYPOINT ["thidua"]
CMD ["serve", "--host", "0.0.0.0", "--port", "7860"]
