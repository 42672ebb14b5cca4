using Monitor.Core.Keyframes;

namespace Monitor.Core.Tests.Keyframes;

/// <summary>The fast hash against the plain one, and what holds of every hash.</summary>
public sealed class PdqHasherTests
{
    [Fact]
    public void Of_GeneratedPictures_IsThePlainHash()
    {
        for (var seed = 0; seed < 12; seed++)
        {
            var picture = GeneratedPicture.Rgb(seed, PdqHasher.Side);
            var (plain, fast) = (PlainPdq.Of(picture), PdqHasher.Of(picture));
            Assert.InRange(plain.Hash.DistanceTo(fast.Hash), 0, 2);
            Assert.InRange(fast.Quality, plain.Quality - 1, plain.Quality + 1);
        }
    }

    [Fact]
    public void OfGrey_MeansOfSquares_IsNearTheWholePicture()
    {
        for (var seed = 0; seed < 12; seed++)
        {
            var picture = GeneratedPicture.Rgb(seed, PdqHasher.Side);
            var (whole, grey) = (PdqHasher.Of(picture), PdqHasher.OfGrey(Average(picture)));
            Assert.InRange(whole.Hash.DistanceTo(grey.Hash), 0, 24);
            Assert.InRange(grey.Quality, whole.Quality - 10, whole.Quality + 10);
        }
    }

    [Fact]
    public void OfGrey_MirroredPicture_IsTheMirroredHashButForAFewBits()
    {
        for (var seed = 0; seed < 50; seed++)
        {
            var picture = GeneratedPicture.Grey(seed, PdqHasher.GreySide);
            var (here, there) = (PdqHasher.OfGrey(picture), PdqHasher.OfGrey(GeneratedPicture.Mirror(picture, PdqHasher.GreySide)));
            Assert.InRange(here.Hash.Mirrored().DistanceTo(there.Hash), 0, 20);
            Assert.True(here.Hash.DistanceTo(there.Hash) > 60);
            Assert.Equal(here.Quality, there.Quality);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(137)]
    [InlineData(255)]
    public void Of_OneColour_HasNoQuality(byte value)
    {
        Assert.Equal(0, PdqHasher.Of(Enumerable.Repeat(value, PdqHasher.Side * PdqHasher.Side * 3).ToArray()).Quality);
        Assert.Equal(0, PdqHasher.OfGrey(Enumerable.Repeat(value, PdqHasher.GreySide * PdqHasher.GreySide).ToArray()).Quality);
    }

    [Fact]
    public void Of_ManyThreadsAtOnce_AreNotMixedUp()
    {
        var pictures = Enumerable.Range(0, 6).Select(seed => GeneratedPicture.Rgb(seed, PdqHasher.Side)).ToArray();
        var expected = pictures.Select(picture => PdqHasher.Of(picture)).ToArray();
        Parallel.For(0, 240, new ParallelOptions { MaxDegreeOfParallelism = 4 }, at => Assert.Equal(expected[at % 6], PdqHasher.Of(pictures[at % 6])));
    }

    [Fact]
    public void Of_AnotherSize_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => PdqHasher.Of(new byte[64 * 64]));
        Assert.Throws<ArgumentException>(() => PdqHasher.OfGrey(new byte[(64 * 64) + 1]));
    }

    private static byte[] Average(byte[] rgb)
    {
        var step = PdqHasher.Side / PdqHasher.GreySide;
        var sums = new double[PdqHasher.GreySide * PdqHasher.GreySide];
        for (var at = 0; at < rgb.Length / 3; at++)
            sums[(at / PdqHasher.Side / step * PdqHasher.GreySide) + (at % PdqHasher.Side / step)] += (0.299 * rgb[at * 3]) + (0.587 * rgb[(at * 3) + 1]) + (0.114 * rgb[(at * 3) + 2]);
        return [.. sums.Select(sum => (byte)Math.Round(sum / step / step))];
    }
}
