namespace Monitor.Core.Archive.Language;

/// <summary>Brings the forms of a word together: its stem in each language that its text may be in.</summary>
public static class WordForms
{
    public static IReadOnlyList<string> Languages { get; } = ["be", "ru", "en"];

    /// <summary>The languages that a text's words are stemmed in: its own; all, where it does not tell.</summary>
    public static IReadOnlyList<string> Of(string text) => LanguageDetector.Detect(text) is { } one ? [one] : Languages;

    /// <summary>The languages whose stemmers know a word's letters: the others leave it as it stands.</summary>
    public static IReadOnlyList<string> OfScript(string folded) => folded.Any(c => c is >= '\u0400' and <= '\u04FF') ? ["be", "ru"] : folded.Any(char.IsAsciiLetter) ? ["en"] : [];

    /// <summary>The stem of a folded word: be, ru or en.</summary>
    public static string Stem(string language, string folded) => language switch
    {
        "be" => BelarusianStemmer.Stem(folded),
        "ru" => RussianStemmer.Stem(folded),
        "en" => EnglishStemmer.Stem(folded),
        _ => throw new ArgumentOutOfRangeException(nameof(language), language, "be, ru or en"),
    };
}
