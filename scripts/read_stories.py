#!/usr/bin/env python3
"""Reads real news stories with the whole program and counts what is skipped, and why.

    python3 scripts/read_stories.py FOLDER ... [--binary target/release/verbatim] [--question WORDS]

Each folder holds stories as .txt, .md or .html files, or as archives: .zip of such files, .csv, .json or .jsonl with
one story each row ("text", "content", "article" or "body", with "title" or "headline" if there is one). Of each folder
every story is cleaned, cut and searched for quotations (`check`), kept in an index on disk and asked a question
(`ask`, `whosaid`), once from the index that was just built and once from the same index opened again. The stories stay
where they are. Exit code 1 if a story breaks a stage or a command ends in another way than it should.
"""

import argparse
import collections
import csv
import json
import os
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

TEXTS = (".txt", ".md", ".markdown", ".html", ".htm", ".xhtml")
BODIES = ("text", "content", "article", "body", "maintext", "articleBody")
TITLES = ("title", "headline")
# Exit codes of a command that worked: it found something, or it did not.
WORKED = (0, 1)


def rows(path):
    """The stories of a table or of a JSON file."""
    if path.suffix == ".csv":
        csv.field_size_limit(1 << 30)
        with path.open(encoding="utf-8", errors="replace", newline="") as file:
            yield from csv.DictReader(line.replace("\0", "") for line in file)
        return
    text = path.read_text(encoding="utf-8", errors="replace")
    if path.suffix == ".jsonl":
        yield from (json.loads(line) for line in text.splitlines() if line.strip())
        return
    value = json.loads(text)
    yield from value if isinstance(value, list) else value.values()


def unpack(folder, into):
    """Writes the stories of a folder's archives as files; how many there were."""
    count = 0
    for path in sorted(folder.rglob("*")):
        if path.suffix == ".zip":
            with zipfile.ZipFile(path) as archive:
                for name in archive.namelist():
                    if name.lower().endswith(TEXTS):
                        ending = Path(name).suffix
                        (into / f"{count:07}{ending}").write_bytes(archive.read(name))
                        count += 1
        elif path.suffix in (".csv", ".json", ".jsonl"):
            for row in rows(path):
                if not isinstance(row, dict):
                    continue
                parts = [next((row[key] for key in keys if row.get(key)), "") for keys in (TITLES, BODIES)]
                if parts[1]:
                    (into / f"{count:07}.txt").write_text("\n\n".join(map(str, parts)), encoding="utf-8")
                    count += 1
    return count


def run(binary, arguments, corpus, index=None):
    """A command's exit code and output."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("VERBATIM")}
    environment["VERBATIM__CORPUS__MAX_FILES"] = "1000000"
    if index:
        environment["VERBATIM__INDEX__DIR"] = str(index)
    command = [binary, *arguments, "--corpus", str(corpus)]
    done = subprocess.run(command, capture_output=True, text=True, errors="replace", env=environment, check=False)
    return done.returncode, done.stdout, done.stderr


def read(binary, corpus, question, words):
    """What became of a folder's stories: how many are served, reasons of those that are not, and faults."""
    faults = []
    code, out, err = run(binary, ["check", "--json"], corpus)
    if code not in WORKED:
        return 0, collections.Counter(), [f"check ended with {code}: {err[-400:]}"]
    found = json.loads(out)
    reasons = collections.Counter()
    for skipped in found["skipped"]:
        reason = skipped["reason"]
        if "breaks a stage" in reason or "laid out" in reason:
            faults.append(f"{skipped['document']}: {reason}")
        reasons[reason.split(" as ")[0].split(":")[0]] += 1
    with tempfile.TemporaryDirectory() as index:
        answers = []
        for attempt in ("built", "opened again"):
            for command in (["ask", "--json", question], ["whosaid", "--json", words]):
                code, out, err = run(binary, command, corpus, index)
                if code not in WORKED or "panicked" in err:
                    faults.append(f"{command[0]}, {attempt}, ended with {code}: {err[-400:]}")
                answers.append(out)
        if answers[:2] != answers[2:]:
            faults.append("the index that was opened again gives other answers")
    return len(found["documents"]), reasons, faults


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    parser.add_argument("--binary", default="target/release/verbatim")
    parser.add_argument("--question", default="What did the president say about the economy?")
    parser.add_argument("--words", default="we will do whatever it takes to protect our people")
    options = parser.parse_args()
    served = faulty = 0
    for folder in options.folders:
        with tempfile.TemporaryDirectory() as unpacked:
            archived = unpack(folder, Path(unpacked))
            corpus = Path(unpacked) if archived else folder
            count, reasons, faults = read(options.binary, corpus, options.question, options.words)
        served += count
        faulty += len(faults)
        print(f"{folder}: {count} stories are served, {sum(reasons.values())} skipped")
        for reason, times in reasons.most_common():
            print(f"  {times} × {reason}")
        for fault in faults:
            print(f"  FAULT {fault}")
        sys.stdout.flush()
    print(f"{served} stories in all, {faulty} faults")
    sys.exit(1 if faulty else 0)


if __name__ == "__main__":
    main()
