# The same code as `make demo`, one image for web, worker, beat and emulator.
FROM python:3.11-slim-bookworm

RUN apt-get update \
    && apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 fonts-noto-core \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --create-home --home-dir /srv/ortabilim ortabilim

WORKDIR /srv/ortabilim/app
ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PIP_NO_CACHE_DIR=1 \
    DJANGO_SETTINGS_MODULE=ortabilim.settings ORTABILIM_HOME=/srv/ortabilim/home

COPY requirements.lock .
RUN pip install --disable-pip-version-check --require-hashes -r requirements.lock

COPY . .
# The key signs nothing: it only lets the settings load while static files are gathered.
RUN python tools/compile_messages.py \
    && mkdir -p "$ORTABILIM_HOME" \
    && SECRET_KEY=build-only python manage.py collectstatic --no-input \
    && chown -R ortabilim "$ORTABILIM_HOME"

USER ortabilim
EXPOSE 8000
CMD ["gunicorn", "ortabilim.wsgi:application", "--bind", "0.0.0.0:8000", "--workers", "4", \
     "--threads", "4", "--worker-class", "gthread", "--timeout", "60", "--no-control-socket", \
     "--worker-tmp-dir", "/dev/shm"]
