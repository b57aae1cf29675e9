"""Serves a model's file on the loopback as the program's own side program does, with a prebuilt llama.cpp.

The file and the key come from the environment, the first line of stdout is the address, and it ends with its stdin.
"""

import os
import sys

import xllamacpp

parameters = xllamacpp.CommonParams()
parameters.model.path = os.environ["ROUTINE_LOCAL_MODEL_FILE"]
parameters.n_ctx = 4096
parameters.n_parallel = 2
parameters.port = 0
parameters.endpoint_slots = True
parameters.api_keys = [os.environ["ROUTINE_LOCAL_MODEL_KEY"]]
server = xllamacpp.Server(parameters)
print(f"{server.listening_address}/v1/", flush=True)
sys.stdin.read()
