using System.Net;
using Monitor.Core.Fetching;
using Monitor.Core.Fetching.Ways;

namespace Monitor.Core.Tests.Fetching;

public class AddressPolicyTests
{
    [Theory]
    [InlineData("http://127.1/")]
    [InlineData("http://2130706433/")]
    [InlineData("http://0177.0.0.1/")]
    [InlineData("http://0x7f.0.0.1/")]
    [InlineData("http://[::ffff:7f00:1]/")]
    [InlineData("http://[64:ff9b::7f00:1]/")]
    [InlineData("http://[2002:7f00:1::]/")]
    [InlineData("http://[2001:0:7f00:1::]/")]
    [InlineData("http://169.254.169.254/")]
    [InlineData("http://100.100.100.200/")]
    [InlineData("http://①②⑦.⓪.⓪.①/")]
    [InlineData("http://x@127.0.0.1/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("http://example.org:8080/")]
    public void CheckUrl_TrickUrl_IsRefused(string url) =>
        Assert.Throws<FetchRefusedException>(() => new AddressPolicy(new LoopbackOpenings()).CheckUrl(new Uri(url), EgressRoute.Direct));

    [Fact]
    public void CheckUrl_PublicHost_IsLetThrough() => new AddressPolicy(new LoopbackOpenings()).CheckUrl(new Uri("https://t.me/s/name"), EgressRoute.Direct);

    [Fact]
    public void CheckUrl_OpenedEndpoint_OpensThatPortOnly()
    {
        var openings = new LoopbackOpenings();
        openings.Open("127.0.0.1:18765");
        var policy = new AddressPolicy(openings);
        policy.CheckUrl(new Uri("http://127.0.0.1:18765/"), EgressRoute.Direct);
        Assert.Throws<FetchRefusedException>(() => policy.CheckUrl(new Uri("http://127.0.0.1:18766/"), EgressRoute.Direct));
        openings.Close("127.0.0.1:18765");
        Assert.Throws<FetchRefusedException>(() => policy.CheckUrl(new Uri("http://127.0.0.1:18765/"), EgressRoute.Direct));
    }

    [Theory]
    [InlineData("8.8.8.8", true)]
    [InlineData("2a00:1450::1", true)]
    [InlineData("198.18.0.1", false)]
    [InlineData("fe80::1", false)]
    [InlineData("3fff::1", false)]
    public void IsPublic_Address_IsJudged(string address, bool expected) => Assert.Equal(expected, AddressPolicy.IsPublic(IPAddress.Parse(address)));
}
