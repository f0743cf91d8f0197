# Stislo on an NVIDIA GPU. Build: docker build -t stislo:cuda -f docker/cuda.Dockerfile .     Run: add `--gpus all`.
# The same service as the Dockerfile; only the base and Python's origin differ. CTranslate2 loads cuBLAS 12 from the
# base image, so the base must be CUDA 12; torch brings its own CUDA libraries and may be built for any version.
ARG BASE=nvidia/cuda:12.8.1-runtime-ubuntu24.04

FROM ${BASE} AS build
# Where torch is taken from; empty means where everything else comes from. On Linux that is a CUDA build.
ARG TORCH_INDEX=""
# A mirror for all other packages; empty means pip's default.
ARG PIP_INDEX_URL=""
RUN apt-get update \
    && apt-get install -y --no-install-recommends python3 python3-pip \
    && rm -rf /var/lib/apt/lists/*
RUN python3 -m venv --without-pip /opt/venv
COPY requirements.txt constraints.txt /build/
RUN set -eu; \
    if [ -n "$TORCH_INDEX" ]; then \
        python3 -m pip --python /opt/venv install --no-cache-dir --index-url "$TORCH_INDEX" "$(grep '^torch==' /build/requirements.txt)"; \
    fi; \
    python3 -m pip --python /opt/venv install --no-cache-dir -r /build/requirements.txt

FROM ${BASE}
LABEL org.opencontainers.image.title="Stislo" \
      org.opencontainers.image.description="Post an article, get a short, checked summary in every language your readers use" \
      org.opencontainers.image.licenses="Apache-2.0"

# tini passes signals on and reaps processes, so that `docker stop` also ends a download at once.
RUN apt-get update \
    && apt-get install -y --no-install-recommends python3 tini \
    && rm -rf /var/lib/apt/lists/* \
    && groupadd --gid 10001 stislo \
    && useradd --uid 10001 --gid 10001 --no-log-init --no-create-home --home-dir /tmp --shell /usr/sbin/nologin stislo \
    && install -d -o stislo -g stislo /models

COPY --from=build /opt/venv /opt/venv
WORKDIR /app
COPY docker/entrypoint docker/healthcheck.py docker/
COPY prompts prompts
COPY service service
RUN /opt/venv/bin/python -m compileall -q service

ENV PATH=/opt/venv/bin:$PATH \
    HOME=/tmp \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    STISLO_HOST=0.0.0.0 \
    STISLO_PORT=8080 \
    STISLO_MODELS_DIR=/models \
    STISLO_GLOSSARIES_DIR=/models/glossaries

USER 10001:10001

# A set of models to bake into the image (tiny, compact, default, large or world); empty means none: they go into the volume later.
ARG MODELS=""
ARG STISLO_HUB_URL=""
RUN if [ -n "$MODELS" ]; then python -m service models pull "$MODELS"; fi

VOLUME /models
EXPOSE 8080
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=3 CMD ["python", "/app/docker/healthcheck.py"]
ENTRYPOINT ["/usr/bin/tini", "--", "/app/docker/entrypoint"]
CMD ["serve"]
