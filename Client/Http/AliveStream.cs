namespace OrleansJobs.Client.Http;

/// <summary>A body whose sender says something now and then. If nothing comes for too long, the connection counts as broken.</summary>
internal sealed class AliveStream(Stream body, OrleansJobsClientOptions options) : Stream
{
    private byte _last;

    /// <summary>Whether what was read ends with an empty line, and so not within an event.</summary>
    public bool EndsBetweenEvents { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        using var silence = new CancellationTokenSource(options.EventsTimeout, options.TimeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(silence.Token, cancellationToken);
        var count = await body.ReadAsync(buffer, either.Token).ConfigureAwait(false);
        if (count > 0) Look(buffer.Span[..count]);
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) body.Dispose();
        base.Dispose(disposing);
    }

    private void Look(ReadOnlySpan<byte> read)
    {
        EndsBetweenEvents = read[^1] == '\n' && (read.Length > 1 ? read[^2] : _last) == '\n';
        _last = read[^1];
    }
}
