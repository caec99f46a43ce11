"""Eight programs that write at once, through the API, to a server as `make run` starts it."""

import http.client
import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from statistics import quantiles
from time import perf_counter, sleep
from uuid import uuid4

ROOT = Path(__file__).resolve().parent.parent
WRITERS, POSTS, PORT = 8, 150, 8433
SERVER = (
    f"--interface wsgi --no-ws --workers 2 --blocking-threads 4 --workers-kill-timeout 1 "
    f"--log-level error --port {PORT} occme.wsgi:application"
)
READY = """
import django; django.setup()
from django.core.management import call_command
from occme.accounts.models import AccessToken, User
call_command("migrate", verbosity=0)
call_command("collectstatic", interactive=False, verbosity=0)
writer = User.objects.get_or_create(email="writer@example.org", is_staff=True)[0]
print(AccessToken.objects.create(user=writer, name="Benchmark", expiry=None)[1])
"""


def measure(environment: dict) -> None:
    """Prints acknowledged writes in a second, and how long one took; refusals are counted."""
    made = subprocess.run(
        [sys.executable, "-c", READY], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
    )
    if made.returncode:
        sys.exit(made.returncode)
    token, run = made.stdout.split()[-1], uuid4().hex[:8]
    server = subprocess.Popen([sys.executable, "-m", "granian", *SERVER.split()], env=environment)
    try:
        wait_for(server)
        began = perf_counter()
        with ThreadPoolExecutor(WRITERS) as threads:
            writers = [threads.submit(post, token, f"{run}-{n}") for n in range(WRITERS)]
            answers = [answer for writer in writers for answer in writer.result()]
        report(answers, perf_counter() - began)
    finally:
        server.terminate()
        server.wait()


def wait_for(server: subprocess.Popen) -> None:
    for _ in range(150):
        with closing(http.client.HTTPConnection("127.0.0.1", PORT)) as client:
            try:
                client.connect()
            except ConnectionRefusedError:
                sleep(0.2)
            else:
                return
        if server.poll() is not None:
            break
    sys.exit("The server did not start; its lines above say why.")


def post(token: str, writer: str) -> list[tuple[int, float]]:
    """Makes organizations, one after the other; status and milliseconds of each."""
    answers = []
    with closing(http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)) as client:
        for number in range(POSTS):
            headers = {"Authorization": f"Token {token}", "Content-Type": "application/json"}
            headers["Idempotency-Key"] = f"{writer}-{number}"
            body = json.dumps({"name": f"Sample writer {writer}, {number}"})
            began = perf_counter()
            client.request("POST", "/api/v1/organizations/", body, headers)
            response = client.getresponse()
            response.read()
            answers.append((response.status, (perf_counter() - began) * 1000))
    return answers


def report(answers: list[tuple[int, float]], seconds: float) -> None:
    made = [ms for status, ms in answers if status == 201]
    cuts = quantiles(made, n=20, method="inclusive")
    print(
        "\n| writers | writes per second | p50, ms | p95, ms | errors |\n|---:|---:|---:|---:|---:|"
    )
    figures = f"{len(made) / seconds:.0f} | {cuts[9]:.0f} | {cuts[18]:.0f}"
    print(f"| {WRITERS} | {figures} | {len(answers) - len(made)} |")
