using System.Globalization;
using System.Resources;

namespace Monitor.App.Texts;

/// <summary>The words of the pages in the reader's language, from PageText*.resx. Belarusian, Russian and English have the same keys; a test sees to it.</summary>
public sealed class PageText
{
    public static readonly ResourceManager Resources = new("Monitor.App.Texts.PageText", typeof(PageText).Assembly);

    /// <summary>The text of that key. Throws <see cref="InvalidOperationException"/> where there is none: a page names only what exists.</summary>
    public string this[string key] => Resources.GetString(key, CultureInfo.CurrentUICulture) ?? throw new InvalidOperationException($"There is no text '{key}'.");

    public string this[string key, params object[] values] => string.Format(CultureInfo.CurrentCulture, this[key], values);

    /// <summary>A number with its word in the right form, by the plural rules of CLDR: 1 post, 2 посты, 5 постов.</summary>
    public string Count(string key, long number) => string.Format(CultureInfo.CurrentCulture, this[key + "_" + PluralForm(CultureInfo.CurrentUICulture.TwoLetterISOLanguageName, number)], number.ToString("N0", CultureInfo.CurrentCulture));

    internal static string PluralForm(string language, long number) => language is not ("be" or "ru") ? number == 1 ? "one" : "many"
        : (number % 10, number % 100) switch
        {
            (1, not 11) => "one",
            ( >= 2 and <= 4, not (>= 12 and <= 14)) => "few",
            _ => "many",
        };

    /// <summary>be, ru or en: the reader's language.</summary>
    public static string Language => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName switch { "be" => "be", "ru" => "ru", _ => "en" };

    /// <summary>The word for a value of an enumeration.</summary>
    public string Of<T>(T value) where T : struct, Enum => this[typeof(T).Name + "_" + value];
}
