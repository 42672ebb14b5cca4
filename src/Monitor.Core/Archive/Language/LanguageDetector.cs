namespace Monitor.Core.Archive.Language;

/// <summary>Tells Belarusian, Russian and English apart by the text itself: by letters that only one of them has, then by its commonest words.</summary>
public static class LanguageDetector
{
    private static readonly HashSet<string> Belarusian =
        [.. "і у ў не на што з як да але гэта за па ад для яго яе ён яна яны мы вы ты быў была было былі каб калі ці таксама пра яшчэ ужо толькі пасля свае сваё свой гэты якія які якая дзе бо паводле супраць".Split(' ')];

    private static readonly HashSet<string> Russian =
        [.. "и в не на что с как до но это за по от для его её он она они мы вы ты был была было были чтобы если или также о об ещё уже только после свои своё свой этот которые который которая где потому при".Split(' ')];

    private static readonly HashSet<string> English =
        [.. "the and of to in a is that for it on was with as by at from are this be have has had not they he she we you an or were".Split(' ')];

    /// <summary>be, ru or en; null where the text is too short or of another kind to tell.</summary>
    public static string? Detect(string text)
    {
        int cyrillic = 0, latin = 0, be = 0, ru = 0;
        foreach (var c in text)
        {
            if (c is >= '\u0400' and <= '\u04FF') cyrillic++;
            else if (char.IsAsciiLetter(c)) latin++;
            if (c is 'ў' or 'Ў' or 'і' or 'І') be++;
            if (c is 'и' or 'И' or 'щ' or 'Щ' or 'ъ' or 'Ъ') ru++;
        }

        if (cyrillic + latin < 2) return null;
        var words = text.ToLowerInvariant().Split([.. " \n\t,.;:!?()«»\"—"], StringSplitOptions.RemoveEmptyEntries);
        if (latin > cyrillic) return words.Any(English.Contains) ? "en" : null;
        var lean = (2 * (be - ru)) + words.Count(Belarusian.Contains) - words.Count(Russian.Contains);
        return lean > 0 ? "be" : lean < 0 ? "ru" : null;
    }
}
