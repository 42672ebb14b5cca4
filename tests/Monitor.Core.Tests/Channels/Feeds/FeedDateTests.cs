using System.Globalization;
using Monitor.Core.Channels.Feeds;

namespace Monitor.Core.Tests.Channels.Feeds;

public class FeedDateTests
{
    [Theory]
    [InlineData("Tue, 03 Sep 2024 10:00:00 GMT", "2024-09-03T10:00:00Z")]
    [InlineData("Tue, 3 Sep 2024 10:00 +0300", "2024-09-03T07:00:00Z")]
    [InlineData("03 Sep 24 10:00:00 EST", "2024-09-03T15:00:00Z")]
    [InlineData("Tue, 03 September 2024 10:00:00 MSK", "2024-09-03T07:00:00Z")]
    [InlineData("Tue Sep 3 10:00:00 2024", "2024-09-03T10:00:00Z")]
    [InlineData("Tuesday, 03-Sep-24 10:00:00 GMT", "2024-09-03T10:00:00Z")]
    [InlineData("September 3, 2024", "2024-09-03T00:00:00Z")]
    [InlineData("2024-09-03T10:00:00Z", "2024-09-03T10:00:00Z")]
    [InlineData("2024-09-03t10:00:00z", "2024-09-03T10:00:00Z")]
    [InlineData("2024-09-03T10:00:00.123456789+03:00", "2024-09-03T07:00:00.1234567Z")]
    [InlineData("2024-09-03 10:00:00", "2024-09-03T10:00:00Z")]
    [InlineData("2024-09-03 10:00:00.5 +03", "2024-09-03T07:00:00.5Z")]
    [InlineData("2024-09", "2024-09-01T00:00:00Z")]
    [InlineData("20240903", "2024-09-03T00:00:00Z")]
    public void Parse_ShapesOfFeeds_GiveTheInstant(string text, string expected) => Assert.Equal(DateTimeOffset.Parse(expected, CultureInfo.InvariantCulture), FeedDate.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("yesterday")]
    [InlineData("Tue, 99 Sep 99999 10:00:00 GMT")]
    [InlineData("9999-12-31T23:59:59-14:00")]
    [InlineData("0001-01-01T00:00:00+14:00")]
    public void Parse_WhatIsNoDate_IsNull(string text) => Assert.Null(FeedDate.Parse(text));
}
