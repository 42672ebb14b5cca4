using System.Text;

namespace Monitor.Core.Archive.Language;

/// <summary>A word of a text, folded for matching, with its place in the text as it was.</summary>
public readonly record struct WordToken(string Text, int Start, int End);

/// <summary>Cuts a text into words of letters and digits, at most 64 characters each. An apostrophe inside a word belongs to it.</summary>
public static class WordTokens
{
    public const int MaxLength = 64;

    public static IEnumerable<WordToken> Of(string text)
    {
        for (var at = 0; at < text.Length;)
        {
            if (!IsWordAt(text, at))
            {
                at++;
                continue;
            }

            var start = at;
            while (at < text.Length && (IsWordAt(text, at) || (IsApostrophe(text[at]) && at + 1 < text.Length && IsWordAt(text, at + 1)))) at++;
            var folded = TextFolding.Fold(text[start..at]);
            if (folded.Length > MaxLength) folded = folded[..(char.IsHighSurrogate(folded[MaxLength - 1]) ? MaxLength - 1 : MaxLength)];
            if (folded.Length > 0) yield return new WordToken(folded, start, at);
        }
    }

    private static bool IsWordAt(string text, int at) =>
        char.IsLetterOrDigit(text[at]) || char.GetUnicodeCategory(text[at]) is System.Globalization.UnicodeCategory.NonSpacingMark
        || (char.IsSurrogate(text[at]) && IsLetterPair(text, at));

    private static bool IsLetterPair(string text, int at)
    {
        var start = char.IsLowSurrogate(text[at]) ? at - 1 : at;
        return start >= 0 && start + 1 < text.Length && char.IsSurrogatePair(text[start], text[start + 1]) && Rune.IsLetterOrDigit(new Rune(text[start], text[start + 1]));
    }

    private static bool IsApostrophe(char c) => c is '\'' or '’' or 'ʼ' or '‘' or '`' or '´';
}
