namespace Monitor.Core.Fetching;

/// <summary>Reads at most so many bytes of another stream; throws <see cref="FetchRefusedException"/> (DecodedTooLarge) beyond.</summary>
internal sealed class BoundedStream(Stream inner, long maxBytes) : Stream
{
    private long total;

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var read = inner.Read(buffer);
        total += read;
        return total <= maxBytes ? read : throw new FetchRefusedException(FetchRefusal.DecodedTooLarge, $"The body is larger than {maxBytes} bytes after decompression.");
    }

    public override void Flush() => throw new NotSupportedException();
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) inner.Dispose();
        base.Dispose(disposing);
    }
}
