using System.Buffers.Binary;
using System.ComponentModel.DataAnnotations;
using System.ComponentModel.DataAnnotations.Schema;

namespace Monitor.Core.Keyframes;

/// <summary>The frames of a clip as perceptual hashes over time, some every second: what copies are found by. A picture has one.</summary>
public sealed class HashTrack
{
    private const int FrameBytes = 4 + 1 + PerceptualHash.Bytes;

    [Key, DatabaseGenerated(DatabaseGeneratedOption.None)] public long MediaItemId { get; set; }

    /// <summary>Frames in order of time: milliseconds (4 bytes, little endian), quality (1 byte), PDQ hash (32 bytes).</summary>
    public byte[] Packed { get; set; } = [];

    public static byte[] Pack(IReadOnlyList<HashedFrame> frames)
    {
        var packed = new byte[frames.Count * FrameBytes];
        for (var at = 0; at < frames.Count; at++)
        {
            var place = packed.AsSpan(at * FrameBytes, FrameBytes);
            BinaryPrimitives.WriteUInt32LittleEndian(place, (uint)Math.Clamp(frames[at].TimeMs, 0, uint.MaxValue));
            place[4] = (byte)frames[at].Quality;
            frames[at].Hash.Write(place[5..]);
        }

        return packed;
    }

    public IReadOnlyList<HashedFrame> Unpack()
    {
        var frames = new HashedFrame[Packed.Length / FrameBytes];
        for (var at = 0; at < frames.Length; at++)
        {
            var place = Packed.AsSpan(at * FrameBytes, FrameBytes);
            frames[at] = new HashedFrame(BinaryPrimitives.ReadUInt32LittleEndian(place), PerceptualHash.Read(place[5..]), place[4]);
        }

        return frames;
    }
}

/// <summary>A frame's hash.</summary>
/// <param name="TimeMs">Presentation time in milliseconds.</param>
/// <param name="Quality">PDQ quality, 0 to 100; below 50 a hash tells little.</param>
public readonly record struct HashedFrame(long TimeMs, PerceptualHash Hash, int Quality)
{
    /// <summary>Least quality of a frame that clips are matched by.</summary>
    public const int LeastQuality = 50;
}
