namespace Monitor.Core.People;

/// <summary>How two words of names came to be taken for one.</summary>
public enum AlikeBy { SameSpelling, Transliteration, GivenName, SoundKey, InflectedForm, Misspelling, Initial, Skeleton }

/// <param name="Score">0 to 1.</param>
internal readonly record struct Alike(double Score, AlikeBy By);

/// <summary>Compares two words of names: the best of what they share counts, never a sum.</summary>
internal static class WordAlikeness
{
    public static Alike? Of(NameWord asked, NameWord held)
    {
        if (asked.Folded == held.Folded) return new Alike(1, AlikeBy.SameSpelling);
        if (asked.IsInitial || held.IsInitial) return Initial(asked, held);
        if (asked.IsCyrillic != held.IsCyrillic && asked.Latin.Any(held.Latin.Contains)) return new Alike(0.97, AlikeBy.Transliteration);
        if (asked.Sets.Overlaps(held.Sets)) return new Alike(0.95, AlikeBy.GivenName);
        var near = Nearness(asked, held);
        if (Meet(asked.Keys, held.Keys) is { } apart) return new Alike(0.8 + (0.12 * near) - (0.008 * Math.Min(apart, 6)), AlikeBy.SoundKey);
        if (Meet(asked.AnyForm, held.AnyForm) is not null) return new Alike(0.72 + (0.1 * near), AlikeBy.InflectedForm);
        // One letter wrong, in words long enough that this says something.
        if (near >= 0.8 || (asked.Keys.Count > 0 && held.Keys.Count > 0 && asked.Keys[0].Length >= 5 && EditDistance(asked.Keys[0], held.Keys[0]) <= 1)) return new Alike(0.5 + (0.2 * near), AlikeBy.Misspelling);
        if (asked.Skeletons.Any(bones => bones.Length > 2 && held.Skeletons.Contains(bones))) return new Alike(0.4 + (0.2 * near), AlikeBy.Skeleton);
        return null;
    }

    private static Alike? Initial(NameWord asked, NameWord held)
    {
        var (initial, word) = asked.IsInitial ? (asked, held) : (held, asked);
        var latin = initial.Latin.Where(form => form.Length > 0).ToList();
        return word.Latin.Any(form => latin.Any(first => form.StartsWith(first, StringComparison.Ordinal))) || word.Folded.StartsWith(initial.Folded, StringComparison.Ordinal)
            ? new Alike(0.75, AlikeBy.Initial)
            : null;
    }

    /// <summary>How far down the two lists of readings the first shared one stands; null where none is shared.</summary>
    private static int? Meet(IReadOnlyList<string> asked, IReadOnlyList<string> held)
    {
        int? best = null;
        for (var at = 0; at < asked.Count; at++)
            for (var other = 0; other < held.Count && at + other < (best ?? int.MaxValue); other++)
                if (asked[at] == held[other]) best = at + other;
        return best;
    }

    /// <summary>1 less the share of letters that differ, at the best pair of Latin forms; two Cyrillic words as they stand too.</summary>
    private static double Nearness(NameWord asked, NameWord held)
    {
        var best = asked.IsCyrillic == held.IsCyrillic ? Share(asked.Folded, held.Folded) : 0;
        if (asked.IsCyrillic && held.IsCyrillic) return best;
        foreach (var one in asked.Latin)
            foreach (var other in held.Latin) best = Math.Max(best, Share(one, other));
        return best;
    }

    private static double Share(string one, string other) => 1 - ((double)EditDistance(one, other) / Math.Max(1, Math.Max(one.Length, other.Length)));

    /// <summary>Letters to add, drop, change or swap with a neighbour (optimal string alignment).</summary>
    internal static int EditDistance(string one, string other)
    {
        Span<int> before = stackalloc int[Archive.Language.WordTokens.MaxLength * 4], last = stackalloc int[before.Length], row = stackalloc int[before.Length];
        if (one.Length >= row.Length || other.Length >= row.Length) return Math.Max(one.Length, other.Length);
        for (var at = 0; at <= other.Length; at++) last[at] = at;
        for (var i = 1; i <= one.Length; i++)
        {
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                row[j] = Math.Min(Math.Min(last[j] + 1, row[j - 1] + 1), last[j - 1] + (one[i - 1] == other[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1]) row[j] = Math.Min(row[j], before[j - 2] + 1);
            }

            last.CopyTo(before);
            row.CopyTo(last);
        }

        return last[other.Length];
    }
}
