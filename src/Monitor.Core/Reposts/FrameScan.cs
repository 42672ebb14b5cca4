using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Monitor.Core.Reposts;

/// <summary>Finds the hashes of a stretch that are near a query. Most of the time of a search goes here.</summary>
internal static class FrameScan
{
    /// <summary>Rows of a stretch: 16 KB, so that it stays in the first cache while one query after the other is held against it.</summary>
    public const int StretchRows = 512;

    /// <summary>Rows of a block, whose words lie side by side: four first kept halves, four second ones, and so with the turned halves.</summary>
    public const int BlockRows = 4;

    public const int BlockWords = BlockRows * 4;

    /// <summary>Writes the rows that are within so many bits of the query or its mirrored picture, counted from the first of <paramref name="words"/>; returns how many.</summary>
    public static int Find(ReadOnlySpan<ulong> words, in SplitHash query, int withinBits, bool usesVectors, Span<int> found) =>
        usesVectors && Avx2.IsSupported ? FindByVectors(words, query, withinBits, found) : FindByWords(words, query, withinBits, found);

    public static SplitHash HashAt(ReadOnlySpan<ulong> words, int row)
    {
        var place = words.Slice(Place(row), (3 * BlockRows) + 1);
        return new SplitHash(place[0], place[BlockRows], place[2 * BlockRows], place[3 * BlockRows]);
    }

    /// <summary>Where a row's first word is; its others follow a block's rows apart.</summary>
    public static int Place(int row) => (row / BlockRows * BlockWords) + (row % BlockRows);

    private static int FindByWords(ReadOnlySpan<ulong> words, in SplitHash query, int withinBits, Span<int> found)
    {
        var (count, first, second) = (0, query.KeptA, query.KeptB);
        for (var block = 0; block < words.Length; block += BlockWords)
        {
            var kept = words.Slice(block, BlockRows * 2);
            for (var row = 0; row < BlockRows; row++)
                if (BitOperations.PopCount(kept[row] ^ first) + BitOperations.PopCount(kept[row + BlockRows] ^ second) <= withinBits
                    && query.DistanceTo(HashAt(words[block..], row)).Bits <= withinBits) found[count++] = (block / BlockRows) + row;
        }

        return count;
    }

    /// <summary>Four rows at once. Differences of both kept words are laid over each other first: one word to count instead of four, never more than there are,
    /// and in unlike pictures still too many.</summary>
    private static int FindByVectors(ReadOnlySpan<ulong> words, in SplitHash query, int withinBits, Span<int> found)
    {
        var count = 0;
        var (keptA, keptB, turnedA, turnedB) = (Vector256.Create(query.KeptA), Vector256.Create(query.KeptB), Vector256.Create(query.TurnedA), Vector256.Create(query.TurnedB));
        var (tooMany, half) = (Vector256.Create((long)withinBits + 1), Vector256.Create((long)SplitHash.TurnedBits));
        ref var start = ref MemoryMarshal.GetReference(words);
        for (var block = 0; block + BlockWords <= words.Length; block += BlockWords)
        {
            var first = Vector256.LoadUnsafe(ref start, (nuint)block) ^ keptA;
            var second = Vector256.LoadUnsafe(ref start, (nuint)(block + BlockRows)) ^ keptB;
            if (Avx2.CompareGreaterThan(tooMany, Sum(CountOfBytes(first | second))) == Vector256<long>.Zero) continue;
            var third = Vector256.LoadUnsafe(ref start, (nuint)(block + (2 * BlockRows))) ^ turnedA;
            var fourth = Vector256.LoadUnsafe(ref start, (nuint)(block + (3 * BlockRows))) ^ turnedB;
            var turned = Sum(CountOfBytes(third) + CountOfBytes(fourth));
            var least = Vector256.Min(turned.AsInt32(), (half - turned).AsInt32()).AsInt64();
            var near = Avx2.CompareGreaterThan(tooMany, Sum(CountOfBytes(first) + CountOfBytes(second)) + least);
            for (var rows = near.ExtractMostSignificantBits(); rows != 0; rows &= rows - 1) found[count++] = (block / BlockRows) + BitOperations.TrailingZeroCount(rows);
        }

        return count;
    }

    /// <summary>Counts the bits of each byte by a table of sixteen (Muła, Kurz, Lemire, "Faster population counts using AVX2 instructions", 2018).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<byte> CountOfBytes(Vector256<ulong> words)
    {
        var ones = Vector256.Create((byte)0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4, 0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4);
        var nibble = Vector256.Create((byte)15);
        return Avx2.Shuffle(ones, words.AsByte() & nibble) + Avx2.Shuffle(ones, (words.AsUInt16() >> 4).AsByte() & nibble);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<long> Sum(Vector256<byte> counts) => Avx2.SumAbsoluteDifferences(counts, Vector256<byte>.Zero).AsInt64();
}
