#!/usr/bin/env python3
"""Fits the weights of config/highlight.toml and config/highlight-net.toml. Needs numpy.

    cargo run --release --example dump_spans CORPUS < questions.jsonl > spans.jsonl
    scripts/fit_highlight.py questions.jsonl spans.jsonl [--fold K] [--write config/highlight.toml] [--net config/highlight-net.toml]

questions.jsonl: {"id", "question", "answers": ["..."], "doc": "file"}. Only passages that hold one of the answers count.
With --fold 0 or 1 the documents are split in halves by their names; the weights are fitted on one half and measured on the
other. Without it all is fitted.

Listwise softmax over the stretches of a passage, each as right as its words overlap those of the best answer (F1 of words).
One set of weights serves all kinds of question, and each kind departs from it as far as the data says (L2 on both).
What a sign says may hang on others, so the mean of small nets with one hidden layer each, fitted to the same, is added to that sum.
"""
import argparse, hashlib, json, re, string, sys
import numpy as np

KINDS = ["person", "number", "time", "place", "reason", "speech", "manner", "thing"]
ROUNDS, RATE, L2_SHARED, L2_KIND = 400, 0.05, 0.0004, 0.003
# Overlap from which on a stretch counts as right.
RIGHT = 0.5
# Nets, units of each, rounds and L2: twice the units, or dropping some while fitting, gave the same on articles left out.
NETS, UNITS, NET_ROUNDS, NET_RATE, NET_L2 = 2, 16, 200, 0.01, 0.001
# Stretches that are compared with each other.
BEST = 40


def words(text):
    text = "".join(c if c not in string.punctuation else " " for c in text.lower())
    return [w for w in text.split() if w not in ("a", "an", "the")]


def overlap(one, other):
    a, b = words(one), words(other)
    if not a or not b: return 0.0
    rest, same = list(b), 0
    for w in a:
        if w in rest: rest.remove(w); same += 1
    return 2 * same / (len(a) + len(b))


def read(questions, spans):
    asked = {q["id"]: q for q in map(json.loads, open(questions, encoding="utf-8"))}
    cases, names = [], None
    for line in open(spans, encoding="utf-8"):
        case = json.loads(line); q = asked[case["id"]]; names = case["names"]
        raw = case["text"].encode()
        if not any(a.lower() in case["text"].lower() for a in q["answers"]): continue
        found = [raw[s:e].decode() for s, e, _ in case["spans"]]
        right = np.array([max(overlap(f, a) for a in q["answers"]) for f in found])
        if not len(found): continue
        half = hashlib.sha256(q["doc"].encode()).digest()[0] % 2
        where = np.array([[s, e] for s, e, _ in case["spans"]])
        cases.append((KINDS.index(case["kind"]), np.array([x for _, _, x in case["spans"]], np.float32), right, half, q, found, where))
    return cases, names


def fit(cases, size):
    w = np.zeros((len(KINDS) + 1, size)); m = np.zeros_like(w); v = np.zeros_like(w)
    cases = [c for c in cases if c[2].max() >= RIGHT]
    rows = np.concatenate([c[1] for c in cases]); n = [len(c[1]) for c in cases]
    start = np.cumsum([0] + n[:-1]); owner = np.repeat(np.arange(len(cases)), n)
    kind = np.array([c[0] for c in cases])[owner]
    target = np.concatenate([np.where(c[2] >= RIGHT, c[2] ** 3, 0) / np.where(c[2] >= RIGHT, c[2] ** 3, 0).sum() for c in cases])
    for t in range(1, ROUNDS + 1):
        score = np.einsum("ij,ij->i", rows, (w[-1] + w[:-1])[kind])
        score -= np.maximum.reduceat(score, start)[owner]
        p = np.exp(score); p /= np.add.reduceat(p, start)[owner]
        d = (p - target)[:, None] * rows / len(cases)
        g = np.vstack([np.array([d[kind == k].sum(0) for k in range(len(KINDS))]), d.sum(0)[None]])
        g[:-1] += L2_KIND * w[:-1]; g[-1] += L2_SHARED * w[-1]
        m = 0.9 * m + 0.1 * g; v = 0.999 * v + 0.001 * g * g
        w -= RATE * (m / (1 - 0.9 ** t)) / (np.sqrt(v / (1 - 0.999 ** t)) + 1e-9)
    return w[-1] + w[:-1]


def inputs(case):
    """The signs of its stretches with the kind of the question."""
    return np.hstack([case[1], np.tile(np.eye(len(KINDS), dtype=np.float32)[case[0]], (len(case[1]), 1))]).astype(np.float32)


def fit_net(cases, size, seed):
    """Weights, biases and what each unit counts."""
    random = np.random.default_rng(seed)
    cases = [c for c in cases if c[2].max() >= RIGHT]
    rows = np.concatenate([inputs(c) for c in cases]); n = [len(c[1]) for c in cases]; many = size + len(KINDS)
    start = np.cumsum([0] + n[:-1]); owner = np.repeat(np.arange(len(cases)), n)
    target = np.concatenate([np.where(c[2] >= RIGHT, c[2] ** 3, 0) / np.where(c[2] >= RIGHT, c[2] ** 3, 0).sum() for c in cases]).astype(np.float32)
    p = [random.normal(0, many ** -0.5, (many, UNITS)).astype(np.float32), np.zeros(UNITS, np.float32), random.normal(0, UNITS ** -0.5, UNITS).astype(np.float32)]
    m, v = [np.zeros_like(x) for x in p], [np.zeros_like(x) for x in p]
    for t in range(1, NET_ROUNDS + 1):
        sums = rows @ p[0] + p[1]; hidden = np.maximum(sums, 0)
        score = hidden @ p[2]; score -= np.maximum.reduceat(score, start)[owner]
        chance = np.exp(score); chance /= np.add.reduceat(chance, start)[owner]
        d = ((chance - target) / len(cases)).astype(np.float32); back = np.outer(d, p[2]) * (sums > 0)
        slopes = [rows.T @ back + NET_L2 * p[0], back.sum(0), hidden.T @ d + NET_L2 * p[2]]
        for i, g in enumerate(slopes):
            m[i] = 0.9 * m[i] + 0.1 * g; v[i] = 0.999 * v[i] + 0.001 * g * g
            p[i] = p[i] - NET_RATE * (m[i] / (1 - 0.9 ** t)) / (np.sqrt(v[i] / (1 - 0.999 ** t)) + 1e-8)
    return p


def net_score(nets, case):
    x = inputs(case)
    return sum(np.maximum(x @ p[0] + p[1], 0) @ p[2] for p in nets) / max(1, len(nets))


def choose(score, where):
    """The stretch that most of the likelihood overlaps by half: what `answer_span::best` does."""
    top = np.argsort(-score, kind="stable")[:BEST]; p = np.exp(score[top] - score[top[0]]); w = where[top]
    shared = np.clip(np.minimum(w[:, None, 1], w[None, :, 1]) - np.maximum(w[:, None, 0], w[None, :, 0]), 0, None)
    f1 = 2 * shared / ((w[:, 1] - w[:, 0])[:, None] + (w[:, 1] - w[:, 0])[None, :])
    return int(top[int(np.argmax((f1 * (f1 >= RIGHT)) @ p))])


def measure(cases, w, nets, title, show=0):
    got = {}
    for case in cases:
        k, x, right, _, q, found, where = case
        best = choose(x @ w[k] + (net_score(nets, case) if nets else 0), where); got.setdefault(KINDS[k], []).append((right[best], right.max()))
        got.setdefault("all", []).append((right[best], right.max()))
        if show and right[best] < RIGHT:
            show -= 1; print(f"   {KINDS[k]:7} {q['question']}\n        gold {q['answers'][0]!r} got {found[best]!r} best possible {right.max():.2f}")
    for k, r in sorted(got.items()):
        r = np.array(r); print(f"{title:8} {k:8} n={len(r):4}  right {np.mean(r[:, 0] >= RIGHT):.3f}  could be {np.mean(r[:, 1] >= RIGHT):.3f}  mean F1 {r[:, 0].mean():.3f}")


def write(path, names, w):
    head = open(path, encoding="utf-8").read().split("\n[")[0].rstrip() if path else ""
    with open(path, "w", encoding="utf-8") as f:
        f.write(head + "\n")
        for k, kind in enumerate(KINDS):
            f.write(f"\n[{kind}]\n")
            for name, value in sorted(zip(names, w[k])):
                if abs(value) >= 0.005: f.write(f"{name} = {value:.2f}\n")


def write_nets(path, names, nets):
    with open(path, "w", encoding="utf-8") as f:
        f.write("# Small nets that say how much of an answer a stretch of a passage is (src/search/answer_span/net.rs), beside the weights of\n"
                "# highlight.toml. Written by scripts/fit_highlight.py; do not edit by hand. Fitted on the development part of SQuAD 2.0 (Rajpurkar,\n"
                "# Jia, Liang 2018): only these figures come from it. With half of its articles left out in the fitting they marked .61 of the passages\n"
                "# of these rightly together with the sum, which alone marked .57. They are used where the question asks for a thing.\n\n")
        f.write(f"signs = {json.dumps(names)}\nkinds = {json.dumps(KINDS)}\n")
        for weights, bias, counts in nets:
            f.write("\n[[net]]\nunits = [\n")
            for i in range(UNITS):
                row = ", ".join(f"{x:.2f}" for x in weights[:, i])
                f.write(f"  {{ counts = {counts[i]:.3f}, bias = {bias[i]:.3f}, weights = [{row}] }},\n")
            f.write("]\n")


def main():
    p = argparse.ArgumentParser(); p.add_argument("questions"); p.add_argument("spans")
    p.add_argument("--fold", type=int); p.add_argument("--write"); p.add_argument("--net"); p.add_argument("--show", type=int, default=0)
    a = p.parse_args()
    cases, names = read(a.questions, a.spans)
    train = [c for c in cases if a.fold is None or c[3] != a.fold]
    w = fit(train, len(names))
    nets = [fit_net(train, len(names), seed) for seed in range(NETS)]
    measure(train, w, nets, "fitted")
    if a.fold is not None: measure([c for c in cases if c[3] == a.fold], w, nets, "held out", a.show)
    if a.write: write(a.write, names, w)
    if a.net: write_nets(a.net, names, nets)


if __name__ == "__main__": main()
