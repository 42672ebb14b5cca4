namespace Monitor.Core.People;

/// <summary>Compares a name that was asked for with one that is held: any order of words, the surname required, a given name's weight capped, patronymics optional.</summary>
internal static class NameComparison
{
    /// <summary>Least score of a surname that stands for it; a mere skeleton needs a given name that fits besides.</summary>
    private const double Enough = 0.5;

    public static PersonMatch? Compare(long person, string name, IReadOnlyList<NameWord> asked, IReadOnlyList<NameWord> held, Func<NameWord, NameWord, Alike?> alike)
    {
        var pairs = Pair(asked, held, alike);
        double score = 0, weight = 0, bestSurname = 0, bestGiven = 0;
        foreach (var (at, word) in asked.Index())
        {
            var (_, found) = pairs[at];
            var value = found?.Score ?? 0;
            if (IsSurname(word, asked)) bestSurname = Math.Max(bestSurname, value);
            else bestGiven = Math.Max(bestGiven, value);
            var share = Weight(word, asked);
            weight += share;
            score += share * value;
        }

        var surnames = asked.Any(word => IsSurname(word, asked));
        if (surnames && (bestSurname < 0.4 || (bestSurname < Enough && bestGiven < 0.9))) return null;
        var unasked = held.Where((_, at) => !pairs.Any(pair => pair.Held == at)).Sum(word => Weight(word, held)) * 0.03;
        var words = asked.Select((word, at) => new WordMatch(word.Written, pairs[at].Held is { } other ? held[other].Written : null, pairs[at].Found?.By, Math.Round(pairs[at].Found?.Score ?? 0, 3))).ToList();
        return score <= 0 ? null : new PersonMatch(person, Math.Round(Math.Max(0.01, (score / weight) - unasked), 4), name, words);
    }

    /// <summary>The best pairs first; a word is taken once.</summary>
    private static (int? Held, Alike? Found)[] Pair(IReadOnlyList<NameWord> asked, IReadOnlyList<NameWord> held, Func<NameWord, NameWord, Alike?> alike)
    {
        var all = new List<(int Asked, int Held, Alike Found)>();
        for (var at = 0; at < asked.Count; at++)
            for (var other = 0; other < held.Count; other++)
                if (alike(asked[at], held[other]) is { } found) all.Add((at, other, found));
        var pairs = new (int? Held, Alike? Found)[asked.Count];
        var taken = new HashSet<int>();
        foreach (var (at, other, found) in all.OrderByDescending(pair => pair.Found.Score).ThenBy(pair => pair.Asked))
            if (pairs[at].Held is null && taken.Add(other)) pairs[at] = (other, found);
        return pairs;
    }

    private static bool IsSurname(NameWord word, IReadOnlyList<NameWord> name) => !word.IsGiven && !word.IsInitial && !(name.Count > 2 && word.LooksPatronymic && name.Any(other => other != word && !other.IsGiven && !other.IsInitial));

    private static double Weight(NameWord word, IReadOnlyList<NameWord> name)
    {
        if (IsSurname(word, name) || name.All(other => !IsSurname(other, name))) return 1;
        return word.IsGiven ? 0.4 : word.IsInitial ? 0.2 : 0.15;
    }
}
