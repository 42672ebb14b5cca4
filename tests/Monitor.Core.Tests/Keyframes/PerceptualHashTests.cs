using Monitor.Core.Keyframes;

namespace Monitor.Core.Tests.Keyframes;

public sealed class PerceptualHashTests
{
    private const string Digits = "d8f8f0cee0f4a84f0637022a078f67f0b36e2ed596621e1d33e6339c4e9c9b22";

    [Fact]
    public void Mirrored_Twice_IsTheSame()
    {
        var hash = PerceptualHash.Parse(Digits);
        Assert.Equal(hash, hash.Mirrored().Mirrored());
        Assert.Equal(128, hash.DistanceTo(hash.Mirrored()));
    }

    [Fact]
    public void Parse_WhatIsWritten_IsTheSame()
    {
        var hash = PerceptualHash.Parse(Digits);
        var bytes = new byte[PerceptualHash.Bytes];
        hash.Write(bytes);
        Assert.Equal(Digits, hash.ToString());
        Assert.Equal(Digits, Convert.ToHexStringLower(bytes));
        Assert.Equal(hash, PerceptualHash.Read(bytes));
    }

    [Theory]
    [InlineData("")]
    [InlineData("d8f8")]
    [InlineData("x8f8f0cee0f4a84f0637022a078f67f0b36e2ed596621e1d33e6339c4e9c9b22")]
    public void Parse_NoHash_Throws(string text) => Assert.Throws<FormatException>(() => PerceptualHash.Parse(text));
}
