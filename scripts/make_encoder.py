#!/usr/bin/env python3
"""Makes the sentence encoder in models/ from its float weights. Needs numpy, onnx and safetensors.

    scripts/make_encoder.py model.safetensors OUT.onnx

See models/all-MiniLM-L6-v2/README.md.
"""
import sys
import numpy as np
import onnx
from onnx import TensorProto as T, helper as h, numpy_helper as nh
from safetensors.numpy import load_file

LAYERS, HEADS, WIDTH, POSITIONS = 6, 12, 384, 128
# Eight bits could overflow where two products are added in 16 bits: on x86 without VNNI.
BITS = 7

def quantised(weights, axis, most):
    """Whole numbers up to `most`, and the scale of each slice along `axis`."""
    scale = np.abs(weights).max(axis=1 - axis, keepdims=True) / most
    return np.clip(np.rint(weights / scale), -most, most).astype(np.int8), scale.astype(np.float32)

class Graph:
    def __init__(self):
        self.nodes, self.constants = [], []

    def constant(self, name, array):
        self.constants.append(nh.from_array(np.ascontiguousarray(array), name))
        return name

    def op(self, kind, *inputs, outputs=1, **attributes):
        names = [f"{kind}_{len(self.nodes)}_{i}" for i in range(outputs)]
        self.nodes.append(h.make_node(kind, list(inputs), names, **attributes))
        return names[0] if outputs == 1 else names

def build(w):
    g = Graph()
    def embedding(name, ids, rows=None):
        table, scale = quantised(w[f"embeddings.{name}.weight"][:rows], 0, 127)
        q = g.op("Gather", g.constant(f"{name}", table), ids, axis=0)
        s = g.op("Gather", g.constant(f"{name}.scale", scale), ids, axis=0)
        return g.op("Mul", g.op("Cast", q, to=T.FLOAT), s)
    def norm(x, name):
        return g.op("LayerNormalization", x, g.constant(f"{name}.w", w[f"{name}.weight"]), g.constant(f"{name}.b", w[f"{name}.bias"]), axis=-1, epsilon=1e-12)
    def quantise(x):
        return g.op("DynamicQuantizeLinear", x, outputs=3)
    def linear(x, names):
        # Several matrices with one input are one.
        weights = np.concatenate([w[f"{n}.weight"].T for n in names], axis=1)
        bias = np.concatenate([w[f"{n}.bias"] for n in names])
        q, scale = quantised(weights, 1, (1 << BITS - 1) - 1)
        xq, xs, xz = x
        zero = g.constant(f"{names[0]}.zero", np.zeros(q.shape[1], np.int8))
        product = g.op("MatMulInteger", xq, g.constant(f"{names[0]}.w", q), xz, zero)
        scaled = g.op("Mul", g.op("Cast", product, to=T.FLOAT), g.op("Mul", xs, g.constant(f"{names[0]}.s", scale[0])))
        return g.op("Add", scaled, g.constant(f"{names[0]}.b", bias))

    n = g.op("Shape", "ids", start=1, end=2)
    scalar = g.op("Squeeze", n)
    places = g.op("Range", g.constant("zero", np.int64(0)), scalar, g.constant("one", np.int64(1)))
    kind = w["embeddings.token_type_embeddings.weight"][0]
    x = g.op("Add", embedding("word_embeddings", "ids"), embedding("position_embeddings", places, POSITIONS))
    x = norm(g.op("Add", x, g.constant("kind", kind)), "embeddings.LayerNorm")
    heads = g.constant("heads", np.array([1, -1, HEADS, WIDTH // HEADS], np.int64))
    joined = g.constant("joined", np.array([1, -1, WIDTH], np.int64))
    thirds = g.constant("thirds", np.array([WIDTH] * 3, np.int64))
    root = g.constant("root", np.float32((WIDTH // HEADS) ** -0.5))
    for at in range(LAYERS):
        layer = f"encoder.layer.{at}"
        own = f"{layer}.attention.self"
        all3 = linear(quantise(x), [f"{own}.query", f"{own}.key", f"{own}.value"])
        q, k, v = g.op("Split", all3, thirds, outputs=3, axis=2)
        split = lambda t, perm: g.op("Transpose", g.op("Reshape", t, heads), perm=perm)
        q, k, v = split(q, [0, 2, 1, 3]), split(k, [0, 2, 3, 1]), split(v, [0, 2, 1, 3])
        attention = g.op("Softmax", g.op("Mul", g.op("MatMul", q, k), root), axis=-1)
        mixed = g.op("Reshape", g.op("Transpose", g.op("MatMul", attention, v), perm=[0, 2, 1, 3]), joined)
        out = linear(quantise(mixed), [f"{layer}.attention.output.dense"])
        x = norm(g.op("Add", out, x), f"{layer}.attention.output.LayerNorm")
        inner = g.op("Gelu", linear(quantise(x), [f"{layer}.intermediate.dense"]))
        out = linear(quantise(inner), [f"{layer}.output.dense"])
        x = norm(g.op("Add", out, x), f"{layer}.output.LayerNorm")
    g.nodes.append(h.make_node("ReduceMean", [x, g.constant("tokens", np.array([1], np.int64))], ["vector"], keepdims=0))
    ids = h.make_tensor_value_info("ids", T.INT64, [1, "tokens"])
    vector = h.make_tensor_value_info("vector", T.FLOAT, [1, WIDTH])
    graph = h.make_graph(g.nodes, "all-MiniLM-L6-v2", [ids], [vector], g.constants)
    return h.make_model(graph, opset_imports=[h.make_opsetid("", 20)], ir_version=9, producer_name="make_encoder.py")

weights = load_file(sys.argv[1])
model = build(weights)
onnx.checker.check_model(model)
onnx.save(model, sys.argv[2])
