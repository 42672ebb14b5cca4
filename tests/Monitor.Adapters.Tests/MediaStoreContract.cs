using CsCheck;
using Monitor.Core.Media;

namespace Monitor.Adapters.Tests;

/// <summary>What every media store does.</summary>
public abstract class MediaStoreContract
{
    protected abstract IMediaStore Store { get; }

    [Fact]
    public Task Write_AnyBytes_ComeBackUnderTheirHash() => Gen.Byte.Array[0, 5000].SampleAsync(async bytes =>
    {
        var blob = await Store.WriteBytesAsync(bytes, default);
        Assert.Equal((ContentHash.Of(bytes), bytes.Length), (blob.Hash, blob.Length));
        Assert.Equal(bytes, await Store.ReadAllAsync(blob.Hash, default));
    }, iter: 200);

    [Fact]
    public async Task Write_SameBytesTwenty_TimesAtOnce_IsOneBlob()
    {
        var written = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => Store.WriteBytesAsync("same"u8.ToArray(), default))));
        Assert.Single(written.Distinct());
        Assert.True(Store.Contains(written[0].Hash));
    }

    [Fact]
    public async Task Write_ThatThrows_LeavesNothing()
    {
        var before = Files();
        await Assert.ThrowsAsync<IOException>(() => Store.WriteAsync(async stream =>
        {
            await stream.WriteAsync(new byte[100_000]);
            throw new IOException("cut off");
        }, default));
        Assert.Equal(before, Files());
    }

    [Fact]
    public void Read_Unknown_SaysThatItIsNotThere()
    {
        var unknown = ContentHash.Of("unknown"u8);
        Assert.False(Store.Contains(unknown));
        Assert.ThrowsAny<IOException>(() => Store.OpenRead(unknown));
    }

    [Theory]
    [InlineData("../../etc/passwd")]
    [InlineData("")]
    [InlineData("ABCDEF")]
    public void Hash_ThatIsNone_IsRefused(string text) => Assert.Throws<ArgumentException>(() => new ContentHash(text));

    /// <summary>How many files the store keeps, half-written ones included.</summary>
    protected abstract int Files();
}
