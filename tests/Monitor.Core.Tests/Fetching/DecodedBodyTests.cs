using Monitor.Core.Fetching;
using ZstdSharp;
using ZstdSharp.Unsafe;

namespace Monitor.Core.Tests.Fetching;

/// <summary>The coding that browsers offer since 2024 is undone under the same limits as the others.</summary>
public sealed class DecodedBodyTests
{
    [Fact]
    public void Decode_Zstd_IsUndoneAndABombStops()
    {
        var text = "<rss>жыццё</rss>"u8.ToArray();
        Assert.Equal(text, BoundedDecoder.Decode(Pack(text, 19), "zstd", 1 << 20));
        Assert.Equal(FetchRefusal.DecodedTooLarge, Assert.Throws<FetchRefusedException>(() => BoundedDecoder.Decode(Pack(new byte[70 << 20], 19), "zstd", 64L << 20)).Refusal);
    }

    [Fact]
    public void Decode_ZstdCutOrWithAWindowBeyondBrowsers_IsBroken()
    {
        var packed = Pack([.. Enumerable.Range(0, 100_000).Select(at => (byte)(at * at >> 3))], 3);
        Assert.Equal(FetchRefusal.EncodingBroken, Assert.Throws<FetchRefusedException>(() => BoundedDecoder.Decode(packed[..^5], "zstd", 1 << 20)).Refusal);
        using var wide = new MemoryStream();
        using (var packer = new CompressionStream(wide, 19, leaveOpen: true))
        {
            packer.SetParameter(ZSTD_cParameter.ZSTD_c_windowLog, 27);
            for (var megabyte = 0; megabyte < 20; megabyte++) packer.Write(new byte[1 << 20]);
        }

        Assert.Equal(FetchRefusal.EncodingBroken, Assert.Throws<FetchRefusedException>(() => BoundedDecoder.Decode(wide.ToArray(), "zstd", 64L << 20)).Refusal);
    }

    private static byte[] Pack(byte[] bytes, int level)
    {
        using var packed = new MemoryStream();
        using (var packer = new CompressionStream(packed, level, leaveOpen: true)) packer.Write(bytes);
        return packed.ToArray();
    }
}
