using System.Text;
using System.Xml;

namespace Monitor.Core.Channels.Feeds;

/// <summary>Keeps only characters that XML allows: no NUL, no control characters, no half of a surrogate pair. Direction marks are data and stay.</summary>
internal static class FeedCharacters
{
    public static string Clean(string text)
    {
        if (IsClean(text)) return text;
        var clean = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            if (at + 1 < text.Length && char.IsSurrogatePair(text[at], text[at + 1])) clean.Append(text[at]).Append(text[++at]);
            else if (XmlConvert.IsXmlChar(text[at])) clean.Append(text[at]);
        }

        return clean.ToString();
    }

    private static bool IsClean(string text)
    {
        foreach (var c in text)
            if (!XmlConvert.IsXmlChar(c)) return false;
        return true;
    }
}
