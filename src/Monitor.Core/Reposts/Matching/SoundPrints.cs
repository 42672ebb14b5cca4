using System.Buffers.Binary;

namespace Monitor.Core.Reposts.Matching;

/// <summary>Chromaprint's fingerprints as kept: 0 where it was silent. Pure.</summary>
public static class SoundPrints
{
    /// <summary>One value for two seconds is no sound that could tell anything: silence, a hum, a test tone.</summary>
    private const int LongestRun = 16;

    /// <summary>Reads raw fingerprints as ffmpeg writes them, with 0 for what says nothing; empty where all of it says nothing.</summary>
    public static IReadOnlyList<uint> Read(ReadOnlySpan<byte> raw)
    {
        var prints = new uint[raw.Length / 4];
        for (var at = 0; at < prints.Length; at++) prints[at] = BinaryPrimitives.ReadUInt32LittleEndian(raw[(4 * at)..]);
        for (int from = 0, to; from < prints.Length; from = to)
        {
            for (to = from + 1; to < prints.Length && prints[to] == prints[from];) to++;
            if (to - from >= LongestRun) Array.Clear(prints, from, to - from);
        }

        return Array.TrueForAll(prints, print => print == 0) ? [] : prints;
    }

    public static byte[] Pack(IReadOnlyList<uint> prints)
    {
        var packed = new byte[4 * prints.Count];
        for (var at = 0; at < prints.Count; at++) BinaryPrimitives.WriteUInt32LittleEndian(packed.AsSpan(4 * at), prints[at]);
        return packed;
    }

    public static IReadOnlyList<uint> Unpack(byte[] packed)
    {
        var prints = new uint[packed.Length / 4];
        for (var at = 0; at < prints.Length; at++) prints[at] = BinaryPrimitives.ReadUInt32LittleEndian(packed.AsSpan(4 * at));
        return prints;
    }
}
