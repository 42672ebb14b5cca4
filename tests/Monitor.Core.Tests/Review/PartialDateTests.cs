using Monitor.Core.Review;

namespace Monitor.Core.Tests.Review;

public sealed class PartialDateTests
{
    [Theory]
    [InlineData("2021-09-28", "2021-09-28")]
    [InlineData("28.9.2021", "2021-09-28")]
    [InlineData("09.2021", "2021-09")]
    [InlineData(" 2021 ", "2021")]
    [InlineData("~2021-09", "2021-09~")]
    [InlineData("2021~", "2021~")]
    public void TryParse_WhatPeopleWrite_IsKeptAsEdtf(string text, string kept)
    {
        Assert.True(PartialDate.TryParse(text, out var date));
        Assert.Equal(kept, date.ToString());
        Assert.Equal(date, PartialDate.Of(kept));
    }

    [Theory]
    [InlineData("2021-02-30")]
    [InlineData("2021-13")]
    [InlineData("0021")]
    [InlineData("вчера")]
    [InlineData("2021-09-28T10:00")]
    [InlineData("")]
    public void TryParse_WhatIsNoDate_IsRefused(string text) => Assert.False(PartialDate.TryParse(text, out _));

    [Theory]
    [InlineData("300,100,400,700", true)]
    [InlineData("0,0,1000,1000", true)]
    [InlineData("700,0,400,100", false)]
    [InlineData("0,0,1,1", false)]
    [InlineData("1,2,3", false)]
    [InlineData("-1,0,10,10", false)]
    [InlineData("0,0,0,10", false)]
    public void TagRegion_Rectangle_IsInsideThePicture(string text, bool isOne) => Assert.Equal(isOne, TagRegion.TryParse(text, out _));
}
