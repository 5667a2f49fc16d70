#!/usr/bin/env python3
"""Makes config/wordnet/words.tsv, the words of English with what they are and which may stand for them, of WordNet's database.

    python3 scripts/read_wordnet.py FOLDER > config/wordnet/words.tsv

FOLDER holds `index.noun`, `data.noun`, `noun.exc`, `cntlist.rev` and so on: /usr/share/wordnet of Debian's package
`wordnet-base` 1:3.0 is one. Standard library only. Counts are told on the error stream.

A line has four fields between tabs, and the lines stand in the order of their bytes, so that the program finds one by
halving and reads no other:

    WORD  KINDS+FREQUENCY  BASES  RELATED

KINDS are the letters n, v, a (adjective), r (adverb), most frequent first, and N where the word is written with a capital
alone (a name; WORD has it small); none for a form that is not the base itself.
FREQUENCY is a digit, the binary logarithm of how often the word's senses stand in WordNet's tagged texts, plus one.
BASES are the base forms of an irregular form ("fell": "fall"). RELATED are words with a digit each, tenths of the word
itself that one counts for: "depth7".
WORD may be a verb with a particle behind a blank: "step down".
"""
import collections
import os
import re
import sys

KINDS = {'noun': 'n', 'verb': 'v', 'adj': 'a', 'adv': 'r'}

# How much a related word counts against the word itself, where both stand in their most frequent sense.
DERIVED, PERTAINS, ATTRIBUTE, SYNONYM, CAUSE, ALIKE = 0.8, 0.8, 0.7, 0.5, 0.4, 0.3

# What is left of that in a second sense; further ones are too rare for a synonym to be meant.
SECOND_SENSE = 0.6

# A second sense counts where at least this share of the word's occurrences has it.
OFTEN = 0.2

# Words that are derived from each other stay so in rarer senses, up to this one.
LAST_DERIVED = 4

# The least share that is kept, and the most words.
LEAST, MOST = 0.25, 12

# Things that only a specialist has two words for.
SPECIAL = {'05', '20', '27'}  # animals, plants, substances


# What makes another verb of a verb: "step down".
PARTICLES = {'up', 'down', 'off', 'out', 'away', 'over', 'back', 'in', 'on', 'through', 'apart', 'together', 'along', 'around', 'aside', 'by'}


def is_word(lemma):
    return re.fullmatch('[a-z]{2,24}', lemma) is not None


def is_phrase(lemma):
    """Whether it is a verb with a particle; both words stand in the file with a blank between them."""
    return re.fullmatch('[a-z]{2,24}_[a-z]{2,8}', lemma) is not None and lemma.split('_')[1] in PARTICLES


class Sense:
    """A word in one of its meanings."""

    def __init__(self, word, kind, number, count, share):
        self.word, self.kind, self.number, self.count, self.share = word, kind, number, count, share

    def weight(self):
        """How likely a synonym is meant. A verb with a particle has few senses, and all of them are met."""
        if is_phrase(self.word):
            return 1.0
        if self.number == 1:
            return 1.0
        return SECOND_SENSE if self.number == 2 and self.share >= OFTEN else 0.0


def read(folder):
    """The synsets, and the senses of each word."""
    counts = {}
    with open(os.path.join(folder, 'cntlist.rev'), encoding='utf-8') as lines:
        for line in lines:
            key, number, count = line.split()
            lemma, rest = key.split('%')
            kind = {'1': 'n', '2': 'v', '3': 'a', '4': 'r', '5': 'a'}[rest[0]]
            counts[lemma, kind, int(number)] = int(count)
    synsets, places = {}, {}
    for name, kind in KINDS.items():
        with open(os.path.join(folder, f'index.{name}'), encoding='utf-8') as lines:
            for line in lines:
                if line.startswith(' '):
                    continue
                fields = line.split()
                lemma, senses = fields[0], int(fields[2])
                for number, offset in enumerate(fields[-senses:], 1):
                    places[lemma, kind, offset] = number
        with open(os.path.join(folder, f'data.{name}'), encoding='utf-8') as lines:
            for line in lines:
                if line.startswith(' '):
                    continue
                fields = line.split('|')[0].split()
                offset, lexical, amount = fields[0], fields[1], int(fields[3], 16)
                words = [re.sub(r'\(.*\)', '', fields[4 + 2 * at]) for at in range(amount)]
                at = 4 + 2 * amount
                pointers = []
                for pointer in range(int(fields[at])):
                    symbol, target, other, ends = fields[at + 1 + 4 * pointer:at + 5 + 4 * pointer]
                    pointers.append((symbol, target, 'a' if other == 's' else other, int(ends[:2], 16), int(ends[2:], 16)))
                synsets[kind, offset] = (lexical, words, pointers)
    totals = collections.Counter()
    for (lemma, kind, offset), number in places.items():
        totals[lemma] += counts.get((lemma, kind, number), 0)
    senses = {}
    for (lemma, kind, offset), number in places.items():
        count = counts.get((lemma, kind, number), 0)
        senses[lemma, kind, offset] = Sense(lemma, kind, number, count, count / max(1, totals[lemma]))
    return synsets, senses, totals


def relate(synsets, senses, totals):
    """The related words of each word with their shares."""
    related = collections.defaultdict(dict)

    def add(one, other, share):
        # "Deepness" for "deep" is in no article, and its stem is often that of another word.
        is_rare = other.endswith(('ness', 'ly')) and totals[other] == 0
        if one != other and (is_word(one) or is_phrase(one)) and is_word(other) and share >= LEAST and not is_rare:
            related[one][other] = max(related[one].get(other, 0), share)

    for (kind, offset), (lexical, words, pointers) in synsets.items():
        # A capital is a name's.
        here = [senses.get((word.lower(), kind, offset)) if word.islower() else None for word in words]
        if lexical not in SPECIAL:
            for one in filter(None, here):
                for other in filter(None, here):
                    if is_phrase(one.word) and other.number <= LAST_DERIVED:
                        add(one.word, other.word, SYNONYM * max(other.weight(), SECOND_SENSE))
                    add(one.word, other.word, SYNONYM * one.weight() * other.weight() * kind_share(one) * kind_share(other))
        for symbol, target, other_kind, source, sink in pointers:
            if (other_kind, target) not in synsets:
                continue
            there = [senses.get((word.lower(), other_kind, target)) if word.islower() else None
                     for word in synsets[other_kind, target][1]]
            ones = [here[source - 1]] if source else here
            others = [there[sink - 1]] if sink else there
            for one in filter(None, ones):
                for other in filter(None, others):
                    if symbol == '+':
                        early = one.number <= LAST_DERIVED and other.number <= LAST_DERIVED
                        share = DERIVED if early else 0.0
                        add(one.word, other.word, share)
                        add(other.word, one.word, share)
                    elif symbol == '\\':
                        share = PERTAINS * max(one.weight(), 0.5) if one.number <= 2 else 0.0
                        add(one.word, other.word, share)
                        add(other.word, one.word, share)
                    elif symbol == '=':
                        share = ATTRIBUTE * one.weight() * other.weight()
                        add(one.word, other.word, share)
                    elif symbol == '>':
                        share = CAUSE * one.weight() * other.weight()
                        add(one.word, other.word, share)
                        add(other.word, one.word, share)
                    elif symbol == '&':
                        if totals[other.word] > 0:
                            add(one.word, other.word, ALIKE * one.weight() * other.weight())
    return related


def kind_share(sense):
    """What is left of a synonym's share where the word is mostly of another kind: "state" is seldom a verb."""
    return KIND_SHARE.get((sense.word, sense.kind), 1.0)


KIND_SHARE = {}


def weigh_kinds(senses):
    by_word = collections.defaultdict(collections.Counter)
    for sense in senses.values():
        by_word[sense.word][sense.kind] += sense.count
    order = {}
    for word, kinds in by_word.items():
        total = sum(kinds.values())
        for kind, count in kinds.items():
            KIND_SHARE[word, kind] = 1.0 if total == 0 or count / total >= 0.3 else 0.6
        order[word] = ''.join(sorted(kinds, key=lambda kind: (-kinds[kind], 'nvar'.index(kind))))
    return order


def main():
    folder = sys.argv[1]
    synsets, senses, totals = read(folder)
    order = weigh_kinds(senses)
    related = relate(synsets, senses, totals)
    # Words that stand in some synset with a small letter: "bush", but not "paris".
    small = {word for _, (_, words, _) in synsets.items() for word in words if is_word(word)}
    names = {word.lower() for _, (_, words, _) in synsets.items() for word in words if is_word(word.lower())} - small
    bases = collections.defaultdict(set)
    for name in KINDS:
        with open(os.path.join(folder, f'{name}.exc'), encoding='utf-8') as lines:
            for line in lines:
                form, *those = line.split()
                if is_word(form):
                    bases[form].update(base for base in those if base in small and base != form)
    phrases = {word for word in related if is_phrase(word)}
    bases = {form: those for form, those in bases.items() if those}
    pairs = 0
    for word in sorted(small | names | set(bases) | phrases, key=lambda word: word.replace('_', ' ')):
        others = sorted(related.get(word, {}).items(), key=lambda item: (-item[1], item[0]))[:MOST]
        pairs += len(others)
        tag = order.get(word, '') + str(min(9, totals[word].bit_length())) if word in small else 'N0' if word in names else 'v0' if word in phrases else ''
        row = [word.replace('_', ' '), tag, ','.join(sorted(bases.get(word, ()))), ' '.join(f'{other}{int(10 * share + 0.5)}' for other, share in others)]
        print('\t'.join(row))
    print(f'{len(small)} words, {len(phrases)} verbs with particles, {len(names)} names, {len(bases)} irregular forms, {pairs} pairs', file=sys.stderr)


if __name__ == '__main__':
    main()
