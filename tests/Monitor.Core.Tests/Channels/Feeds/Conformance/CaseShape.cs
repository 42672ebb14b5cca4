using System.Xml;

namespace Monitor.Core.Tests.Channels.Feeds.Conformance;

/// <summary>Tells well-formed XML from the rest by a strict reader that is no part of the product.</summary>
internal static class CaseShape
{
    /// <summary>JSON counts as well-formed: the corpora hold no broken JSON with an expectation.</summary>
    public static bool IsWellFormed(byte[] bytes)
    {
        if (bytes.AsSpan().TrimStart(" \t\r\n"u8).StartsWith("{"u8)) return true;
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(bytes), new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null });
            while (reader.Read()) { }
            return true;
        }
        catch (XmlException)
        {
            return false;
        }
    }
}
