#!/usr/bin/env python3
"""Fits the weights of config/ranking.toml and config/ranking-encoder.toml. Needs numpy and scipy (pip install numpy scipy).

    cargo run --release --example dump_features CORPUS < questions.jsonl > features.jsonl
    scripts/fit_ranking.py NAME:WEIGHT:questions.jsonl:features.jsonl ... [--plain] [--folds 5] [--write FILE]

Each set of questions has a name, a weight for all of its questions together and two files; sets of one name are measured together.
A set whose weight is 0 is measured and not fitted. A line of questions.jsonl has "id", "question" and what answers it, in one of these forms:

    "answers": ["..."], "doc": "file"                a sentence of that document (or one of "docs") that holds one of them
    "gold": [{"document": ..., "substring": ...}]    a sentence that holds one of the substrings, of whichever document
    "accept": [{"document": ..., "text": ...}]       a sentence of that document that holds the text or is a part of it

and, where the corpus does not answer it, "answerable": false (or no gold), with "kind": "adversarial" if it only looks as if it did.
"group" (else "doc", else the id) names what must not be in both halves when the weights are judged. --plain leaves out what the sentence
encoder says. With --folds K, the groups are split in K parts, and each part is measured with weights fitted on the others.

order:      listwise softmax over the candidates of a question, a right one being as above.
confidence: logistic regression on the first candidate, answerable questions against those that the corpus does not answer.
Both are drawn to 0 by L2, and signs that must hold on any corpus are bounds. A set counts by the root of its questions times its weight,
so that a large one does not drown the small.

What ships was fitted with these sets and weights: SQuAD 2.0, development part (1.4; of its answerable questions 45 %, of those that look
answerable 20 %, drawn at random), WikiQA, development part (1), TREC-QA, development part, each question over its own candidates (0.8),
questions as they are typed in chats over two events (2.8), over two more (2) and two more again (2), and over the seeds (0.4), and the questions
of these sets asked of corpora that do not answer them: of news (0.25) and of encyclopaedias (0.4). Without the encoder (--plain) the figures
are of an earlier fit, with half the weight for chats, without the last two events and without `manner`.
"""
import argparse, collections, hashlib, json, re, sys, unicodedata
import numpy as np
from scipy.optimize import minimize

# Strength of L2, chosen by what is right on groups left out.
L2_ORDER, L2_CONFIDENCE = 0.001, 0.002
# How much a question counts in the fit of the confidence, by kind.
KIND_WEIGHT = {"answerable": 1.0, "ood": 1.5, "adversarial": 0.35}
# Share of answerable questions that may be refused wrongly at a confidence of 0.5. What an answer must not lack refuses some more.
WRONG_REFUSALS = 0.06
# Candidates that are ordered: those that the sentence encoder sees.
CANDIDATES = 40
LONGEST = 600

# Signs that must hold on any corpus, whatever the data says.
ABOVE = {"sentence", "near", "paragraph", "article", "pairs", "phrases", "window", "all", "rarest", "person", "number", "time",
         "place", "reason", "speech", "kind_near", "meaning", "margin"}
BELOW = {"particulars_missing", "particulars_missing_paragraph", "particulars_missing_article", "negation_asked", "negation_found",
         "opposite", "kind_missing", "unknown", "pick_missing", "other_number", "other_name", "caption", "headline", "question",
         "meaning_behind", "figure_missing"}
# What the data overstates or hardly shows, as bounds: (lowest, highest).
ORDER_BOUNDS = {"caption": (-9, -0.1), "headline": (-9, -0.1), "negation_asked": (-9, -0.1), "speech": (0.05, 9)}
CONFIDENCE_BOUNDS = {"negation_asked": (-1.0, -0.2), "opposite": (-1.0, 0), "negation_found": (-0.5, 0), "pick_missing": (-9, -0.75)}

FOLD = str.maketrans({"\u2019": "'", "\u2018": "'", "\u201c": '"', "\u201d": '"', "\u2013": "-", "\u2014": "-", "\u00a0": " "})
def norm(text):
    return re.sub(r"\s+", " ", unicodedata.normalize("NFKC", text).translate(FOLD).casefold()).strip()

def bare(text):
    """Without marks that files lose or write in several ways."""
    return re.sub(r"\s+", " ", re.sub("[\u00e2\"'-]", "", norm(text))).strip(" .,;:")

def holds(text, answer):
    answer = norm(answer).strip(" .,;:\"'")
    return bool(answer) and re.search(r"(?<!\w)" + re.escape(answer) + r"(?!\w)", norm(text)) is not None

def is_right(q, c):
    if len(c["text"]) > LONGEST:
        return False
    if "accept" in q:
        text = bare(c["text"])
        return any(a["document"] == c["document"].split("/")[-1] and (bare(a["text"]) in text or len(text) >= 25 and text in bare(a["text"]))
                   for a in q["accept"])
    if "gold" in q:
        return any(norm(g["substring"]) in norm(c["text"]) for g in q["gold"])
    return c["document"] in q.get("docs", [q.get("doc")]) and any(holds(c["text"], a) for a in q["answers"])

def read(argument, plain):
    name, weight, questions, features = argument.split(":")
    asked = {str(q["id"]): q for q in map(json.loads, filter(str.strip, open(questions, encoding="utf-8")))}
    rows = []
    for line in open(features, encoding="utf-8"):
        row = json.loads(line)
        q, candidates = asked[str(row["id"])], row["candidates"][:CANDIDATES]
        answerable = q.get("answerable", bool(q.get("gold") or q.get("accept")))
        kind = "answerable" if answerable else q.get("kind", "ood") if q.get("kind") in KIND_WEIGHT else "ood"
        named = [{k: v for k, v in c["features"].items() if not (plain and k.startswith(("meaning", "encoded")))} for c in candidates]
        rows.append({"set": name, "weight": float(weight), "kind": kind, "answerable": answerable, "group": name + str(q.get("group", q.get("doc", q["id"]))),
                     "names": list(named[0]) if named else None, "x": np.array([list(f.values()) for f in named]),
                     "right": np.array([answerable and is_right(q, c) for c in candidates], bool), "labels": sum(q.get("labels", []))})
    return rows

def part(group, folds):
    return int(hashlib.sha256(group.encode()).hexdigest(), 16) % folds

def weights_of(rows, counts=lambda row: 1.0):
    """Each set counts by the root of its size."""
    sizes = collections.Counter(r["set"] for r in rows)
    weights = np.array([r["weight"] * counts(r) / sizes[r["set"]] ** 0.5 for r in rows])
    return weights / weights.sum()

def bounds_of(names, special):
    sign = lambda n: (0, None) if n in ABOVE else (None, 0) if n in BELOW else (None, None)
    return [special.get(n) or sign(n) for n in names]

def fit_order(rows, names):
    rows = [r for r in rows if r["weight"] and r["right"].any() and not r["right"].all()]
    weights, sizes = weights_of(rows), [len(r["x"]) for r in rows]
    x, right = np.concatenate([r["x"] for r in rows]), np.concatenate([r["right"] for r in rows])
    x[:, names.index("margin")] = 0
    starts, of = np.cumsum([0] + sizes[:-1]), np.repeat(np.arange(len(rows)), sizes)
    def loss(w):
        s = x @ w
        e = np.exp(s - np.maximum.reduceat(s, starts)[of])
        all_, good = np.add.reduceat(e, starts), np.add.reduceat(e * right, starts) + 1e-30
        slope = weights[of] * (e / all_[of] - e * right / good[of])
        return weights @ (np.log(all_) - np.log(good)) + L2_ORDER * w @ w, x.T @ slope + 2 * L2_ORDER * w
    # The scale of a score means nothing to the order; it is kept near 1 so that the margin is a useful feature.
    bounds = [(None if a is None else SCALE * a, None if b is None else SCALE * b) for a, b in bounds_of(names, ORDER_BOUNDS)]
    start = np.array([max(a or 0, 0) if (a or 0) > 0 else min(b, 0) if b is not None and b < 0 else 0.0 for a, b in bounds])
    return minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": 500}).x / SCALE

SCALE = 8.0

def ranked(row, w, names):
    at = names.index("margin")
    x = row["x"].copy()
    x[:, at] = 0
    scores = x @ w
    order = np.argsort(-scores, kind="stable")
    best = x[order[0]].copy()
    best[at] = min(1.0, max(0.0, scores[order[0]] - scores[order[1]])) if len(order) > 1 else 1.0
    return order, best

def fit_confidence(rows, w, names):
    rows = [r for r in rows if len(r["x"]) and r["weight"]]
    x = np.array([ranked(r, w, names)[1] for r in rows])
    yes = np.array([r["answerable"] for r in rows], float)
    weights = weights_of(rows, lambda r: KIND_WEIGHT[r["kind"]])
    def loss(c):
        s = x @ c[:-1] + c[-1]
        p = 1 / (1 + np.exp(-s))
        value = weights @ (np.logaddexp(0, s) - yes * s) + L2_CONFIDENCE * c[:-1] @ c[:-1]
        slope = weights * (p - yes)
        return value, np.append(x.T @ slope + 2 * L2_CONFIDENCE * c[:-1], slope.sum())
    bounds = bounds_of(names, CONFIDENCE_BOUNDS) + [(None, None)]
    start = np.array([min(b, 0) if b is not None and b < 0 else 0.0 for a, b in bounds])
    c = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": 500}).x[:-1]
    return c, bias(rows, x @ c)

def bias(rows, sums):
    """What puts 0.5 to where so many answerable questions are refused; each set counts by the root of its size."""
    mine = [i for i, r in enumerate(rows) if r["answerable"]]
    weights = weights_of([rows[i] for i in mine])
    order = np.argsort(sums[mine])
    at = np.searchsorted(np.cumsum(weights[order]), WRONG_REFUSALS)
    return -sums[mine][order][at]

def auroc(yes, no):
    every = np.concatenate([yes, no])
    ranks = np.empty(len(every))
    ranks[np.argsort(every, kind="stable")] = np.arange(1, len(every) + 1)
    return (ranks[:len(yes)].sum() - len(yes) * (len(yes) + 1) / 2) / max(1, len(yes) * len(no))

def judge(row, w, c, b, names):
    """Whether the first, one of three is right; the confidence; average precision."""
    if not len(row["x"]):
        return {"row": row, "hit1": False, "hit3": False, "sum": -99.0, "ap": 0.0, "rr": 0.0}
    order, best = ranked(row, w, names)
    right = row["right"][order]
    places = np.nonzero(right)[0]
    ap = sum((i + 1) / (p + 1) for i, p in enumerate(places)) / max(1, row["labels"] or len(places))
    return {"row": row, "hit1": right[0], "hit3": right[:3].any(), "sum": best @ c + b, "ap": ap, "rr": 1 / (places[0] + 1) if len(places) else 0.0}

def report(label, judged):
    for name in sorted({j["row"]["set"] for j in judged}):
        mine = [j for j in judged if j["row"]["set"] == name]
        yes = [j for j in mine if j["row"]["answerable"]]
        line = f"{label:9} {name:12} n={len(yes):5}"
        if yes:
            mean = lambda key: np.mean([j[key] for j in yes])
            line += f" hit@1={mean('hit1'):.4f} hit@3={mean('hit3'):.4f} map={mean('ap'):.4f} mrr={mean('rr'):.4f} wrongly refused={np.mean([j['sum'] < 0 for j in yes]):.4f}"
        for kind in ("ood", "adversarial"):
            no = [j["sum"] for j in mine if j["row"]["kind"] == kind]
            if no:
                line += f"; {kind} n={len(no)}: refused={np.mean(np.array(no) < 0):.4f}"
                if yes:
                    sums = np.sort([j["sum"] for j in yes])
                    line += f" at 7 %={np.mean(np.array(no) < sums[int(0.07 * len(sums))]):.4f} auroc={auroc(sums, np.array(no)):.4f}"
        print(line, file=sys.stderr)

def toml(names, w, c, b, plain):
    lines = ["# Weights of the features in src/search/rank/features.rs" + ("." if plain else " where the sentence encoder is used."),
             f"# Written by scripts/fit_ranking.py{' --plain' if plain else ''}; do not edit by hand.",
             "# Fitted on questions over encyclopaedia articles (SQuAD 2.0, Rajpurkar, Jia, Liang 2018; WikiQA, Yang, Yih, Meek 2015), over sentences",
             "# of news (TREC-QA, Wang, Smith, Mitamura 2007) and over news articles of our own choice: only these figures come from them.",
             "# Features that are not named count nothing.", "",
             f"# Added to the sum of [confidence]: sets 0.5 to where {WRONG_REFUSALS:.0%} of the answerable questions would be refused.",
             f"confidence_bias = {b:.3f}", "", "# What puts a sentence above another.", "[order]"]
    lines += [f"{n} = {v:.3f}" for n, v in sorted(zip(names, w)) if abs(v) >= 0.0005]
    lines += ["", "# What makes it likely that the first sentence is an answer: log odds.", "[confidence]"]
    lines += [f"{n} = {v:.3f}" for n, v in sorted(zip(names, c)) if abs(v) >= 0.0005]
    return "\n".join(lines) + "\n"

def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("sets", nargs="+"); ap.add_argument("--plain", action="store_true"); ap.add_argument("--folds", type=int); ap.add_argument("--write")
    a = ap.parse_args()
    rows = [row for argument in a.sets for row in read(argument, a.plain)]
    names = next(r["names"] for r in rows if r["names"])
    if a.folds:
        judged = []
        for k in range(a.folds):
            train = [r for r in rows if part(r["group"], a.folds) != k]
            w = fit_order(train, names)
            c, b = fit_confidence(train, w, names)
            judged += [judge(r, w, c, b, names) for r in rows if part(r["group"], a.folds) == k]
        report("left out", judged)
    w = fit_order(rows, names)
    c, b = fit_confidence(rows, w, names)
    report("fitted", [judge(r, w, c, b, names) for r in rows])
    text = toml(names, w, c, b, a.plain)
    if a.write:
        open(a.write, "w", encoding="utf-8").write(text)
    else:
        print(text)

if __name__ == "__main__":
    main()
