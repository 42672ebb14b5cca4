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

    /// <summary>The word for a value of an enumeration.</summary>
    public string Of<T>(T value) where T : struct, Enum => this[typeof(T).Name + "_" + value];
}
