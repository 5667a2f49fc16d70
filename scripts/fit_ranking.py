#!/usr/bin/env python3
"""Fits the weights of config/ranking.toml. Standard library only.

    cargo run --release --example dump_features CORPUS < questions.jsonl > features.jsonl
    scripts/fit_ranking.py questions.jsonl features.jsonl [--fold K] [--write config/ranking.toml]

questions.jsonl: {"id", "question", "answers": ["..."], "answerable": bool, "kind": "ood"|"adversarial"|..., "doc": "file"}.
With --fold 0 or 1 the documents (not the questions) are split in halves by their names; the weights are fitted on one half
and measured on both, which shows what they are worth on articles never seen. Without it all is fitted.

order:      listwise softmax over the candidates of a question, a right one being one of the right document that holds an answer.
confidence: logistic regression on the first candidate, answerable questions against those that the corpus does not answer.
Weights are drawn to those of the file (PRIOR) by L2: what the data says nothing of (captions, speech) stays as set by hand.
"""
import argparse, hashlib, json, math, os, random, re, sys, tomllib, unicodedata

HERE = os.path.dirname(os.path.abspath(__file__))
# Set by hand before any fitting; features that are not named start at 0.
PRIOR = tomllib.load(open(os.path.join(HERE, "ranking_prior.toml"), "rb"))
ROUNDS, RATE, L2_ORDER, L2_CONFIDENCE = 60, 0.2, 0.002, 0.0015
# How much a question counts in the fit of the confidence, by kind.
KIND_WEIGHT = {"answerable": 1.0, "ood": 1.5, "adversarial": 0.35}
# Share of answerable questions that may be refused wrongly at a confidence of 0.5.
WRONG_REFUSALS = 0.06

# Signs that must hold on any corpus, whatever this data says; and bounds for what adversarial questions overstate.
ABOVE = {"sentence", "near", "paragraph", "article", "pairs", "phrases", "window", "all", "rarest", "person", "number", "time",
         "place", "reason", "speech", "kind_near"}
BELOW = {"particulars_missing", "particulars_missing_paragraph", "particulars_missing_article", "negation_asked", "negation_found",
         "opposite", "kind_missing", "unknown", "pick_missing", "other_number", "other_name", "caption", "headline", "question"}
LEAST = {"negation_asked": -1.0, "opposite": -1.0, "negation_found": -0.5}

def bound(name, weight):
    if name in ABOVE:
        return max(0.0, weight)
    return max(LEAST.get(name, -99.0), min(0.0, weight)) if name in BELOW else weight

FOLD = str.maketrans({"\u2019": "'", "\u2018": "'", "\u201c": '"', "\u201d": '"', "\u2013": "-", "\u2014": "-", "\u00a0": " "})
def norm(text):
    return re.sub(r"\s+", " ", unicodedata.normalize("NFKC", text).translate(FOLD).casefold()).strip()

def holds(text, answers):
    text = norm(text)
    answers = filter(None, (norm(a).strip(" .,;:\"'") for a in answers))
    return any(re.search(r"(?<!\w)" + re.escape(a) + r"(?!\w)", text) for a in answers)

def half(name):
    return hashlib.sha256(name.encode()).digest()[0] % 2

def read(questions, features):
    asked = {q["id"]: q for q in map(json.loads, open(questions, encoding="utf-8"))}
    rows, names = [], None
    for line in open(features, encoding="utf-8"):
        row = json.loads(line)
        q = asked[row["id"]]
        if not row["candidates"]:
            continue
        names = names or list(row["candidates"][0]["features"])
        vectors = [list(c["features"].values()) for c in row["candidates"]]
        right = [q["answerable"] and c["document"] == q["doc"] and holds(c["text"], q["answers"]) for c in row["candidates"]]
        rows.append({"kind": q.get("kind", "answerable"), "half": half(q["doc"]), "x": vectors, "right": right,
                     "answerable": q["answerable"]})
    return rows, names

def dot(w, x):
    return sum(map(float.__mul__, w, x))

def fit_order(rows, names):
    """Adagrad over whole questions, in a fixed random order."""
    prior = [float(PRIOR["order"].get(n, 0.0)) for n in names]
    w, squares = prior[:], [1e-3] * len(names)
    skip = {names.index("margin")}
    rows = [r for r in rows if any(r["right"])]
    order = list(range(len(rows)))
    rng = random.Random(1)
    for _ in range(ROUNDS):
        rng.shuffle(order)
        for i in order:
            xs, right = rows[i]["x"], rows[i]["right"]
            scores = [8.0 * dot(w, x) for x in xs]
            top = max(scores)
            e = [math.exp(s - top) for s in scores]
            z = sum(e)
            zr = sum(v for v, r in zip(e, right) if r) or 1e-9
            factor = [v / z - (v / zr if r else 0.0) for v, r in zip(e, right)]
            for j in range(len(w)):
                if j in skip:
                    continue
                g = sum(f * x[j] for f, x in zip(factor, xs)) + L2_ORDER * (w[j] - prior[j])
                squares[j] += g * g
                w[j] = bound(names[j], w[j] - RATE / 4 * g / math.sqrt(squares[j]))
    return w

def ranked(row, w):
    at = names_index["margin"]
    plain = w[:at] + [0.0] + w[at + 1:]
    scores = [dot(plain, x) for x in row["x"]]
    order = sorted(range(len(scores)), key=lambda i: -scores[i])
    best = row["x"][order[0]][:]
    best[at] = min(1.0, max(0.0, scores[order[0]] - scores[order[1]])) if len(order) > 1 else 1.0
    return order, best

def fit_confidence(rows, w, names):
    data = [(ranked(r, w)[1], r["answerable"], KIND_WEIGHT[r["kind"]]) for r in rows]
    prior = [float(PRIOR["confidence"].get(n, 0.0)) for n in names]
    c, bias = prior[:], float(PRIOR["confidence_bias"])
    squares, bias_square = [1e-3] * len(names), 1e-3
    rng = random.Random(1)
    for _ in range(ROUNDS):
        rng.shuffle(data)
        for x, yes, weight in data:
            p = 1 / (1 + math.exp(-max(-30.0, min(30.0, dot(c, x) + bias))))
            e = (p - yes) * weight
            bias_square += e * e
            bias -= RATE * e / math.sqrt(bias_square)
            for j in range(len(c)):
                g = e * x[j] + L2_CONFIDENCE * (c[j] - prior[j])
                squares[j] += g * g
                c[j] = bound(names[j], c[j] - RATE * g / math.sqrt(squares[j]))
    sums = sorted(dot(c, x) for x, yes, _ in data if yes)
    return c, -sums[int(WRONG_REFUSALS * len(sums))]

def auroc(yes, no):
    every = sorted([(s, 1) for s in yes] + [(s, 0) for s in no])
    rank, i = 0.0, 0
    while i < len(every):
        j = i
        while j < len(every) and every[j][0] == every[i][0]:
            j += 1
        rank += (i + j + 1) / 2 * sum(k for _, k in every[i:j])
        i = j
    return (rank - len(yes) * (len(yes) + 1) / 2) / max(1, len(yes) * len(no))

def measure(rows, w, c, bias):
    hit1 = hit3 = n = 0
    sums = {"answerable": [], "ood": [], "adversarial": []}
    for r in rows:
        order, best = ranked(r, w)
        sums[r["kind"]].append(dot(c, best) + bias)
        if r["answerable"]:
            n += 1
            hit1 += r["right"][order[0]]
            hit3 += any(r["right"][i] for i in order[:3])
    yes = sorted(sums["answerable"])
    at7 = yes[int(0.07 * len(yes))]
    share = lambda values, t: sum(s < t for s in values) / max(1, len(values))
    return (f"n={n} hit@1={hit1 / n:.4f} hit@3={hit3 / n:.4f} wrongly refused={share(yes, 0):.4f} ood: refused={share(sums['ood'], 0):.4f} "
            f"at 7 %={share(sums['ood'], at7):.4f} auroc={auroc(yes, sums['ood']):.4f} adversarial: auroc={auroc(yes, sums['adversarial']):.4f}")

def toml(names, w, c, bias):
    lines = ["# Weights of the features in src/rank/features.rs. Fitted by scripts/fit_ranking.py on the development part of",
             "# SQuAD 2.0 (Rajpurkar, Jia, Liang 2018; https://rajpurkar.github.io/SQuAD-explorer/): only these figures come",
             "# from it. Features that are not named count nothing.", "",
             "# Added to the sum of [confidence]: sets 0.5 to where 6 % of the answerable questions would be refused.",
             f"confidence_bias = {bias:.3f}", "", "# What puts a sentence above another.", "[order]"]
    lines += [f"{n} = {v:.3f}" for n, v in zip(names, w) if abs(v) >= 0.0005]
    lines += ["", "# What makes it likely that the first sentence is an answer: log odds.", "[confidence]"]
    lines += [f"{n} = {v:.3f}" for n, v in zip(names, c) if abs(v) >= 0.0005]
    return "\n".join(lines) + "\n"

def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("questions"); ap.add_argument("features"); ap.add_argument("--fold", type=int); ap.add_argument("--write")
    a = ap.parse_args()
    rows, names = read(a.questions, a.features)
    names_index.update((n, i) for i, n in enumerate(names))
    train = [r for r in rows if a.fold is None or r["half"] == a.fold]
    w = fit_order(train, names)
    c, bias = fit_confidence(train, w, names)
    for label, part in (("fitted", train), ("held out", [r for r in rows if a.fold is not None and r["half"] != a.fold])):
        if part:
            print(label, measure(part, w, c, bias), file=sys.stderr)
    text = toml(names, w, c, bias)
    if a.write:
        open(a.write, "w", encoding="utf-8").write(text)
    else:
        print(text)

names_index = {}
if __name__ == "__main__":
    main()
