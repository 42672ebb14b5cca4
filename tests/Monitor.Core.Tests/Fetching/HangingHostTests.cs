using System.Net;
using System.Net.Sockets;
using Monitor.Core.Fetching;

namespace Monitor.Core.Tests.Fetching;

/// <summary>A connect or handshake that hangs ends in .NET as a cancellation that nobody asked for; it is a failure of the host like others.</summary>
public sealed class HangingHostTests
{
    [Fact]
    public async Task Fetch_HandshakeThatHangs_IsConnectFailedWithItsExchange()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        using var door = new TestDoor(null, silent.LocalEndpoint.ToString());
        var refused = await door.RefusedAsync($"https://{silent.LocalEndpoint}/feed", kind: FetchKind.Feed);
        Assert.Equal((FetchRefusal.ConnectFailed, FetchRefusal.ConnectFailed), (refused.Refusal, refused.Exchange!.Refusal));
        Assert.True(refused.Exchange.EndedAt > refused.Exchange.StartedAt);
    }

    [Fact]
    public async Task Fetch_CancelledByTheCaller_IsNoFailureOfTheHost()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        using var door = new TestDoor(null, silent.LocalEndpoint.ToString());
        using var stop = new CancellationTokenSource();
        var fetch = door.Http.FetchAsync(new FetchRequest(new Uri($"https://{silent.LocalEndpoint}/"), FetchKind.Page), door.Store, stop.Token);
        using var taken = await silent.AcceptTcpClientAsync();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fetch);
    }
}
