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

    [Theory]
    [InlineData("deflate", "78BB00000000")]
    [InlineData("deflate", "789CFFFFFFFF")]
    [InlineData("gzip", "1F8B0800000000000003FFFF")]
    [InlineData("br", "FFFFFFFF")]
    [InlineData("zstd", "28B52FFDFFFFFFFF")]
    public void Decode_DamagedBody_IsARefusalAndNeverAFault(string coding, string body) =>
        Assert.Equal(FetchRefusal.EncodingBroken, Assert.Throws<FetchRefusedException>(() => BoundedDecoder.Decode(Convert.FromHexString(body), coding, 1 << 20)).Refusal);

    [Fact]
    public void Decode_NothingInTheEndButMuchInTheMiddle_StopsAtTheLimitOfEachStage()
    {
        using var member = new MemoryStream();
        using (var gzip = new System.IO.Compression.GZipStream(member, System.IO.Compression.CompressionLevel.Optimal, leaveOpen: true)) gzip.Write([]);
        var empty = member.Length > 0 ? member.ToArray() : Convert.FromHexString("1F8B080000000000000303000000000000000000");
        using var middle = new MemoryStream();
        using (var packer = new System.IO.Compression.BrotliStream(middle, System.IO.Compression.CompressionLevel.Fastest, leaveOpen: true))
            for (var at = 0; at < 200_000; at++) packer.Write(empty);
        Assert.Equal(FetchRefusal.DecodedTooLarge, Assert.Throws<FetchRefusedException>(() => BoundedDecoder.Decode(middle.ToArray(), "gzip, br", 1 << 20)).Refusal);
    }

    private static byte[] Pack(byte[] bytes, int level)
    {
        using var packed = new MemoryStream();
        using (var packer = new CompressionStream(packed, level, leaveOpen: true)) packer.Write(bytes);
        return packed.ToArray();
    }
}
