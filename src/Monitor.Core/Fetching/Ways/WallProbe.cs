using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Monitor.Core.Fetching.Ways;

/// <summary>Whether the machine keeps this process from sending past the proxy (packaging/): it sends itself a datagram to an address of this machine that is not loopback. Nothing leaves the machine.</summary>
public static class WallProbe
{
    private const int Datagrams = 4;
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    public static async Task<WallState> RunAsync(CancellationToken cancellationToken)
    {
        if (OwnAddress() is not { } address) return WallState.Unknown;
        try
        {
            using var receiver = new Socket(address.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
            receiver.Bind(new IPEndPoint(address, 0));
            using var sender = new Socket(address.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
            // One mark for all of them: a datagram that comes late counts in a later round.
            var mark = RandomNumberGenerator.GetBytes(16);
            for (var sent = 0; sent < Datagrams; sent++)
                if (await ArrivesAsync(sender, receiver, mark, cancellationToken)) return WallState.Missing;
            return WallState.Stands;
        }
        catch (SocketException)
        {
            // No socket to try with: that tells nothing.
            return WallState.Unknown;
        }
    }

    private static async Task<bool> ArrivesAsync(Socket sender, Socket receiver, byte[] mark, CancellationToken cancellationToken)
    {
        try
        {
            await sender.SendToAsync(mark, receiver.LocalEndPoint!, cancellationToken);
        }
        catch (SocketException)
        {
            // The kernel did not let it be sent.
            return false;
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        try
        {
            var got = new byte[64];
            return await receiver.ReceiveAsync(got, limit.Token) == mark.Length && got.AsSpan(0, mark.Length).SequenceEqual(mark);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    private static IPAddress? OwnAddress()
    {
        try
        {
            return NetworkInterface.GetAllNetworkInterfaces().Where(one => one.OperationalStatus is OperationalStatus.Up or OperationalStatus.Unknown).SelectMany(one => one.GetIPProperties().UnicastAddresses)
                .Select(one => one.Address).FirstOrDefault(address => !IPAddress.IsLoopback(address) && !address.IsIPv6LinkLocal);
        }
        catch (NetworkInformationException)
        {
            return null;
        }
    }
}

/// <summary>Stands: a datagram past the proxy did not arrive. Missing: it did. Unknown: the machine has no address to try with.</summary>
public enum WallState { Stands, Missing, Unknown }
