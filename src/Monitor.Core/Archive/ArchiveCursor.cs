using System.Buffers.Binary;
using System.Buffers.Text;

namespace Monitor.Core.Archive;

/// <summary>
/// A place in sorted results. By date it is the keys of the hit that a page begins after: no depth is too deep, and posts that come in meanwhile move nothing.
/// By relevance it is a number of hits, for every new post changes what a word is worth: at most <see cref="ArchiveQuery.MaxRankedDepth"/> of them.
/// </summary>
/// <param name="PublishedTicks">Publication of the hit, in UTC ticks; 0 by relevance.</param>
/// <param name="Id">Its id; 0 by relevance.</param>
/// <param name="Offset">Hits before the place.</param>
/// <param name="Backwards">True where the page before the place is asked for, by date.</param>
public sealed record ArchiveCursor(long PublishedTicks, long Id, long Offset, bool Backwards)
{
    private const int Length = 25;

    /// <summary>Letters, digits, - and _: fit for a link.</summary>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[Length];
        BinaryPrimitives.WriteInt64BigEndian(bytes, PublishedTicks);
        BinaryPrimitives.WriteInt64BigEndian(bytes[8..], Id);
        BinaryPrimitives.WriteInt64BigEndian(bytes[16..], Offset);
        bytes[24] = Backwards ? (byte)1 : (byte)0;
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>Reads a cursor; null for an empty one. Throws <see cref="QueryRefusedException"/> for anything that is none.</summary>
    public static ArchiveCursor? Parse(string? text)
    {
        if (string.IsNullOrEmpty(text)) return null;
        Span<byte> bytes = stackalloc byte[Length];
        if (!Base64Url.IsValid(text, out var length) || length != Length || Base64Url.DecodeFromChars(text, bytes) != Length) throw new QueryRefusedException(QueryRefusal.BadCursor);
        var cursor = new ArchiveCursor(BinaryPrimitives.ReadInt64BigEndian(bytes), BinaryPrimitives.ReadInt64BigEndian(bytes[8..]), BinaryPrimitives.ReadInt64BigEndian(bytes[16..]), bytes[24] == 1);
        return cursor.Offset >= 0 ? cursor : throw new QueryRefusedException(QueryRefusal.BadCursor);
    }
}
