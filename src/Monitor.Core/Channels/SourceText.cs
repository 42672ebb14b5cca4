using System.Text;
using System.Text.RegularExpressions;
using UtfUnknown;

namespace Monitor.Core.Channels;

/// <summary>Turns bytes of unknown origin into text: byte order mark, then the HTTP charset, then the document's own word, then detection.</summary>
public static partial class SourceText
{
    static SourceText() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>The text without a byte order mark. A claim that the bytes contradict is passed over; UTF-7 is never used.</summary>
    public static string Decode(byte[] bytes, string? contentType)
    {
        if ((FromByteOrderMark(bytes) ?? FromUnmarkedUtf16(bytes)) is { } wide) return wide;
        foreach (var name in new[] { CharsetOf(contentType), DeclaredIn(bytes) })
            if (Find(name) is { } encoding && TryStrict(encoding, bytes, out var text) && LooksRight(encoding, bytes)) return text;
        if (TryStrict(Strict(Encoding.UTF8), bytes, out var utf8)) return utf8;
        return MostlyUtf8(bytes) ?? Detect(bytes);
    }

    private static string? FromByteOrderMark(byte[] bytes) => bytes switch
    {
        [0xEF, 0xBB, 0xBF, ..] => Encoding.UTF8.GetString(bytes, 3, bytes.Length - 3),
        [0xFF, 0xFE, 0, 0, ..] => Encoding.UTF32.GetString(bytes, 4, bytes.Length - 4),
        [0, 0, 0xFE, 0xFF, ..] => new UTF32Encoding(true, true).GetString(bytes, 4, bytes.Length - 4),
        [0xFF, 0xFE, ..] => Encoding.Unicode.GetString(bytes, 2, bytes.Length - 2),
        [0xFE, 0xFF, ..] => Encoding.BigEndianUnicode.GetString(bytes, 2, bytes.Length - 2),
        _ => null,
    };

    // Markup and JSON in no other encoding begin so; a lone surrogate later on does not change that.
    private static string? FromUnmarkedUtf16(byte[] bytes) => bytes switch
    {
        [(byte)'<' or (byte)'{', 0, _, 0, ..] => Encoding.Unicode.GetString(bytes),
        [0, (byte)'<' or (byte)'{', 0, _, ..] => Encoding.BigEndianUnicode.GetString(bytes),
        _ => null,
    };

    private static string? CharsetOf(string? contentType) =>
        contentType is null ? null : CharsetPattern().Match(contentType) is { Success: true } match ? match.Groups[1].Value : null;

    private static string? DeclaredIn(byte[] bytes)
    {
        var head = Encoding.Latin1.GetString(bytes, 0, Math.Min(bytes.Length, 1024));
        var match = XmlDeclarationPattern().Match(head);
        if (!match.Success) match = MetaPattern().Match(head);
        return match.Success ? match.Groups[1].Value : null;
    }

    private static Encoding? Find(string? name)
    {
        if (name is null || name.Replace("-", "", StringComparison.Ordinal).Equals("utf7", StringComparison.OrdinalIgnoreCase)) return null;
        try
        {
            return Strict(Encoding.GetEncoding(name));
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static bool TryStrict(Encoding encoding, byte[] bytes, out string text)
    {
        try
        {
            text = encoding.GetString(bytes);
            return true;
        }
        catch (DecoderFallbackException)
        {
            text = "";
            return false;
        }
    }

    // A one-byte charset decodes anything: a UTF-8 text that was labelled so would become nonsense. A wide one decodes most: markup in it has zero bytes.
    private static bool LooksRight(Encoding encoding, byte[] bytes) => encoding.CodePage is 1200 or 1201 or 12000 or 12001
        ? bytes.AsSpan(0, Math.Min(bytes.Length, 256)).Contains((byte)0)
        : !encoding.IsSingleByte || !bytes.Any(b => b >= 0x80) || !TryStrict(Strict(Encoding.UTF8), bytes, out _);

    // One damaged character, or a text that was cut off inside one, does not make the rest another charset.
    private static string? MostlyUtf8(byte[] bytes)
    {
        var text = Encoding.UTF8.GetString(bytes);
        var broken = text.Count(c => c == '\uFFFD');
        return broken * 20 <= text.Count(c => c >= 0x80 && c != '\uFFFD') ? text : null;
    }

    private static string Detect(byte[] bytes)
    {
        var found = CharsetDetector.DetectFromBytes(bytes).Detected?.Encoding;
        var text = (found ?? Encoding.UTF8).GetString(bytes);
        return CyrillicGuess.Better(text, bytes) ?? text;
    }

    private static Encoding Strict(Encoding encoding) =>
        Encoding.GetEncoding(encoding.CodePage, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);

    [GeneratedRegex("charset\\s*=\\s*[\"']?([A-Za-z0-9_:.-]{1,40})", RegexOptions.IgnoreCase)]
    private static partial Regex CharsetPattern();

    [GeneratedRegex("^\\s*<\\?xml[^>]{0,200}encoding\\s*=\\s*[\"']([A-Za-z0-9_:.-]{1,40})[\"']", RegexOptions.IgnoreCase)]
    private static partial Regex XmlDeclarationPattern();

    [GeneratedRegex("<meta[^>]{0,200}charset\\s*=\\s*[\"']?([A-Za-z0-9_:.-]{1,40})", RegexOptions.IgnoreCase)]
    private static partial Regex MetaPattern();
}
