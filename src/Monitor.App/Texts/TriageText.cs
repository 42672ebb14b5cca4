using Monitor.Core.Triage;

namespace Monitor.App.Texts;

/// <summary>Reasons of a score in the reader's language.</summary>
public sealed class TriageText(Lexicons lexicons, PageText text)
{
    /// <summary>Such as: +30 words of remorse: "раскаиваюсь".</summary>
    public string Say(TriageReason reason)
    {
        var words = lexicons.Say(reason.Key, PageText.Language) ?? (PageText.Resources.GetString("Triage_" + reason.Key, System.Globalization.CultureInfo.CurrentUICulture) is { } known ? known : reason.Key);
        var points = reason.Points.ToString("+0.#;−0.#", System.Globalization.CultureInfo.CurrentCulture);
        return reason.Words.Count == 0 ? $"{points} {words}" : text["ReasonWithWords", points, words, string.Join(", ", reason.Words)];
    }
}
