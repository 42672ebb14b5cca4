using System.Buffers.Binary;
using System.Buffers.Text;

namespace Monitor.Core.Archive;

/// <summary>A place in sorted results: the keys of the hit that a page begins after. Posts that come in meanwhile move nothing.</summary>
/// <param name="Score">Its score where results are sorted by relevance; 0 otherwise.</param>
/// <param name="Offset">Hits before the place, to tell people where they are.</param>
/// <param name="Backwards">True where the page before the place is asked for.</param>
public sealed record ArchiveCursor(double Score, long PublishedTicks, long Id, long Offset, bool Backwards)
{
    private const int Length = 33;

    /// <summary>Letters, digits, - and _: fit for a link.</summary>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[Length];
        BinaryPrimitives.WriteDoubleBigEndian(bytes, Score);
        BinaryPrimitives.WriteInt64BigEndian(bytes[8..], PublishedTicks);
        BinaryPrimitives.WriteInt64BigEndian(bytes[16..], Id);
        BinaryPrimitives.WriteInt64BigEndian(bytes[24..], Offset);
        bytes[32] = Backwards ? (byte)1 : (byte)0;
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>Reads a cursor; null for an empty one. Throws <see cref="QueryRefusedException"/> for anything that is none.</summary>
    public static ArchiveCursor? Parse(string? text)
    {
        if (string.IsNullOrEmpty(text)) return null;
        Span<byte> bytes = stackalloc byte[Length];
        if (text.Length > 2 * Length || !Base64Url.TryDecodeFromChars(text, bytes, out var read) || read != Length) throw new QueryRefusedException(QueryRefusal.BadCursor);
        var cursor = new ArchiveCursor(BinaryPrimitives.ReadDoubleBigEndian(bytes), BinaryPrimitives.ReadInt64BigEndian(bytes[8..]), BinaryPrimitives.ReadInt64BigEndian(bytes[16..]), BinaryPrimitives.ReadInt64BigEndian(bytes[24..]), bytes[32] == 1);
        return double.IsFinite(cursor.Score) && Math.Abs(cursor.Score) <= float.MaxValue && cursor is { Offset: >= 0 } ? cursor : throw new QueryRefusedException(QueryRefusal.BadCursor);
    }
}
