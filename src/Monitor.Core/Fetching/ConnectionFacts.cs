using System.Net;
using System.Net.Security;
using System.Security.Cryptography;

namespace Monitor.Core.Fetching;

/// <summary>What is known of a connection: the address that was dialled and the certificate it showed.</summary>
internal sealed record ConnectionFacts(string? ServerAddress, string? CertificateHash)
{
    private static readonly HttpRequestOptionsKey<IPEndPoint> Dialled = new("monitor.dialled");
    private static readonly AsyncLocal<Holder?> Current = new();

    /// <summary>Collects the facts of the connection that carries the requests of this asynchronous flow.</summary>
    internal static Holder Collect() => Current.Value = new Holder();

    internal static void Remember(HttpRequestMessage request, IPEndPoint endpoint) => request.Options.Set(Dialled, endpoint);

    /// <summary>Wraps a fresh connection so that each request that writes to it learns its facts.</summary>
    internal static Stream Wrap(Stream plaintext, HttpRequestMessage initial)
    {
        initial.Options.TryGetValue(Dialled, out var endpoint);
        var certificate = (plaintext as SslStream)?.RemoteCertificate;
        var hash = certificate is null ? null : Convert.ToHexStringLower(SHA256.HashData(certificate.GetRawCertData()));
        return new ObservedStream(plaintext, new ConnectionFacts(endpoint?.Address.ToString(), hash));
    }

    internal sealed class Holder
    {
        public ConnectionFacts? Facts { get; set; }

        /// <summary>Waited for before a request is written.</summary>
        public Func<Task>? BeforeRequest { get; set; }

        /// <summary>Called when a request is written.</summary>
        public Action? OnRequest { get; set; }
    }

    /// <summary>HTTP/1.1 writes a request inside the flow of its caller, so the flow's holder is the right one.</summary>
    private sealed class ObservedStream(Stream inner, ConnectionFacts facts) : Stream
    {
        public override bool CanRead => inner.CanRead;
        public override bool CanSeek => false;
        public override bool CanWrite => inner.CanWrite;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override void Flush() => inner.Flush();
        public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);
        public override int Read(byte[] buffer, int offset, int count) => inner.Read(buffer, offset, count);
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            inner.ReadAsync(buffer, cancellationToken);
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count)
        {
            Observe();
            inner.Write(buffer, offset, count);
        }

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (Current.Value?.BeforeRequest is { } before) await before();
            Observe();
            await inner.WriteAsync(buffer, cancellationToken);
        }

        public override async ValueTask DisposeAsync()
        {
            await inner.DisposeAsync();
            await base.DisposeAsync();
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing) inner.Dispose();
            base.Dispose(disposing);
        }

        private void Observe()
        {
            if (Current.Value is not { } holder) return;
            holder.Facts = facts;
            holder.OnRequest?.Invoke();
        }
    }
}
