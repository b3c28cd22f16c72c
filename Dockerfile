# Small, without root, healthy when /health/live answers. Build with another base: --build-arg BASE=…
# The first stage compiles the hot modules, where it can get a C compiler; the image has none.
ARG BASE=python:3.11-slim-bookworm

FROM ${BASE} AS build
RUN (apt-get update && apt-get install --yes --no-install-recommends gcc libc6-dev) \
  || echo "no C compiler to be had: the hot modules stay plain Python"
WORKDIR /source
COPY pyproject.toml setup.py README.md LICENSE ./
COPY proxy proxy
RUN python3 -m venv /opt/onedsn \
  && /opt/onedsn/bin/pip install --no-cache-dir --disable-pip-version-check ".[otel]" \
  && /opt/onedsn/bin/pip uninstall --yes --quiet setuptools pip

FROM ${BASE}
RUN useradd --system --uid 10001 --home-dir /var/lib/onedsn --create-home onedsn
COPY --from=build /opt/onedsn /opt/onedsn
ENV PATH=/opt/onedsn/bin:$PATH PYTHONUNBUFFERED=1
USER onedsn
WORKDIR /var/lib/onedsn
VOLUME /etc/onedsn
EXPOSE 6432 9432
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=5s --timeout=3s --start-period=10s --retries=5 \
  CMD ["python3", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:9432/health/live', timeout=2)"]
ENTRYPOINT ["onedsn"]
CMD ["serve", "/etc/onedsn", "--listen", "0.0.0.0:6432"]
