using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.Extensions.Options;
using OrleansJobs.Numbers;

namespace OrleansJobs.Grains.Numbers;

/// <summary>Gives 0, 1, 2, ... after a pause, as a source would that has to be asked over a network.</summary>
internal sealed class BuiltInNumbersSource(IOptions<NumbersOptions> options, TimeProvider time) : INumbersSource
{
    // 64 KiB: stays in a core's own cache between being filled and being summed.
    private const int PieceSize = 8_192;

    public async IAsyncEnumerable<ReadOnlyMemory<long>> Read(int? count, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (options.Value.SourceDelay > TimeSpan.Zero) await Task.Delay(options.Value.SourceDelay, time, cancellationToken);

        var end = count ?? NumbersCount.Default;
        var piece = ArrayPool<long>.Shared.Rent(PieceSize);
        try
        {
            for (var next = 0; next < end; next += PieceSize)
            {
                var length = Math.Min(PieceSize, end - next);
                Fill(piece.AsSpan(0, length), next);
                yield return piece.AsMemory(0, length);
            }
        }
        finally
        {
            ArrayPool<long>.Shared.Return(piece);
        }
    }

    private static void Fill(Span<long> piece, long first)
    {
        var vectors = MemoryMarshal.Cast<long, Vector<long>>(piece);
        var numbers = Vector.CreateSequence(first, 1L);
        var step = new Vector<long>(Vector<long>.Count);
        for (var i = 0; i < vectors.Length; i++, numbers += step) vectors[i] = numbers;
        for (var i = vectors.Length * Vector<long>.Count; i < piece.Length; i++) piece[i] = first + i;
    }
}
