namespace Monitor.Core;

/// <summary>Makes text of unknown origin fit for logs and rows: control characters cannot forge lines or colours.</summary>
public static class LogText
{
    public static string Clean(string text) =>
        string.Concat(text.Select(c => c == '\n' || !(char.IsControl(c) || c is >= '\u202a' and <= '\u202e' or >= '\u2066' and <= '\u2069') ? c : '\uFFFD'));
}
