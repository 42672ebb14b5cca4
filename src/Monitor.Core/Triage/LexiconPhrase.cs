using Monitor.Core.Archive.Language;

namespace Monitor.Core.Triage;

/// <summary>Words in their order with at most two others between each two; покаян* stands for every word that begins so.</summary>
public sealed class LexiconPhrase
{
    private const int MostBetween = 2;

    private readonly (string Stem, bool IsPrefix)[] words;

    public LexiconPhrase(string text)
    {
        words = [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => (TextFolding.Fold(word.TrimEnd('*')), word.EndsWith('*')))];
        if (words.Length == 0 || words.Any(word => word.Stem.Length == 0)) throw new FormatException($"'{text}' is no phrase.");
    }

    /// <summary>Places of the first match in the words of a text: numbers of its first and last word; null where there is none.</summary>
    public (int First, int Last)? Find(IReadOnlyList<WordToken> text)
    {
        for (var start = 0; start < text.Count; start++)
            if (Fits(words[0], text[start].Text) && Follow(text, start) is { } last) return (start, last);
        return null;
    }

    private int? Follow(IReadOnlyList<WordToken> text, int at)
    {
        foreach (var word in words.AsSpan(1))
        {
            var next = at + 1;
            while (next <= at + 1 + MostBetween && next < text.Count && !Fits(word, text[next].Text)) next++;
            if (next > at + 1 + MostBetween || next >= text.Count) return null;
            at = next;
        }

        return at;
    }

    private static bool Fits((string Stem, bool IsPrefix) word, string token) => word.IsPrefix ? token.StartsWith(word.Stem, StringComparison.Ordinal) : token == word.Stem;
}
