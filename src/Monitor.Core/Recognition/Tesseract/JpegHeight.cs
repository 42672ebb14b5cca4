namespace Monitor.Core.Recognition.Tesseract;

/// <summary>Reads the height in pixels out of a JPEG's frame header (ITU-T T.81, B.2.2).</summary>
internal static class JpegHeight
{
    /// <summary>Null where the bytes are no JPEG.</summary>
    public static int? Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes is not [0xFF, 0xD8, ..]) return null;
        for (var at = 2; at + 9 < bytes.Length && bytes[at] == 0xFF;)
        {
            var marker = bytes[at + 1];
            if (marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC)) return (bytes[at + 5] << 8) | bytes[at + 6];
            at += 2 + ((bytes[at + 2] << 8) | bytes[at + 3]);
        }

        return null;
    }
}
