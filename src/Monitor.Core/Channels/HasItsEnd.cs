using System.Text;
using Monitor.Core.Fetching;

namespace Monitor.Core.Channels;

/// <summary>Whether an answer came whole. Where its length is told, or it came in chunks, the connection says so; where it only ends with the connection, the document itself has to end: half a page would be a false edit. Pure.</summary>
internal static class HasItsEnd
{
    private const int Tail = 2048;

    public static bool Of(FetchResult answer, byte[] bytes)
    {
        if (answer.Header("Content-Length") is not null || answer.Header("Transfer-Encoding")?.Contains("chunked", StringComparison.OrdinalIgnoreCase) == true || bytes.Length == 0) return true;
        // Only the signs at the end are looked for, which are ASCII in every charset that is read; of a wide one no byte but zeros lies between.
        var text = Ascii(bytes, Math.Max(0, bytes.Length - Tail)).TrimEnd();
        return text.EndsWith('}') || text.EndsWith("</html>", StringComparison.OrdinalIgnoreCase) || (text.EndsWith('>') && ClosesTheFirst(text, Ascii(bytes, 0)));
    }

    /// <summary>The last tag closes one of the first, as a feed's does; a comment may follow it.</summary>
    private static bool ClosesTheFirst(string text, string head)
    {
        var last = text[(text.LastIndexOf('<') + 1)..^1].Trim();
        return last.EndsWith("--", StringComparison.Ordinal) || (last.StartsWith('/') && head.Contains("<" + last[1..].Trim(), StringComparison.OrdinalIgnoreCase));
    }

    private static string Ascii(byte[] bytes, int from) => Encoding.Latin1.GetString(bytes, from, Math.Min(Tail, bytes.Length - from)).Replace("\0", "", StringComparison.Ordinal);
}
