using System.Buffers;
using System.Runtime.InteropServices;
using OrleansJobs.Datasets;
using OrleansJobs.Jobs;
using OrleansJobs.WebFrontend.Problems;
using OrleansJobs.WebFrontend.Service;

namespace OrleansJobs.WebFrontend.Datasets;

/// <summary>
/// Uploads of datasets. The body is handed on in pieces as it comes in, and a fault in it is answered before the rest is read.
/// A body that breaks off is no upload: nothing of it stays.
/// </summary>
internal sealed class DatasetUploadEndpoints(IGrainFactory grains, IIdSource ids, Draining draining)
{
    /// <summary>The media type of CSV (RFC 7111).</summary>
    public const string MediaType = "text/csv";

    private const int SmallestPiece = 64 << 10;
    private const int LargestPiece = 256 << 10;

    // PUT /datasets/{name}
    public async Task Put(HttpContext context)
    {
        var name = context.GetRouteValue("name") as string;
        if (draining.IsOn)
            await ProblemReply.Write(context, Problem.Draining());
        // Routing has refused other media types, but lets pass a request that names none.
        else if (context.Request.ContentType is null)
            await ProblemReply.Write(context, new Problem(ProblemTypes.UnsupportedMediaType, ProblemTypes.UnsupportedMediaType.Explanation));
        else if (!DatasetName.IsPossible(name))
            await ProblemReply.Write(context, Problem.Invalid([new FieldError { Field = "name", Message = DatasetName.Allowed }]));
        else
            await DatasetReply.Write(context, await Upload(grains.GetGrain<IDatasetGrain>(name), context));
    }

    private async Task<UploadResult> Upload(IDatasetGrain dataset, HttpContext context)
    {
        var upload = ids.NewId();
        var finished = false;
        try
        {
            var (pieces, fault) = await Send(dataset, upload, context);
            var result = fault ?? await dataset.Finish(upload, pieces);
            finished = true;
            return result;
        }
        finally
        {
            if (!finished) await dataset.Abandon(upload);
        }
    }

    /// <summary>Sends the body in pieces; stops when one is answered with anything.</summary>
    private static async Task<(int Pieces, UploadResult? Fault)> Send(IDatasetGrain dataset, Guid upload, HttpContext context)
    {
        var pieces = 0;
        while (true)
        {
            var read = await context.Request.BodyReader.ReadAtLeastAsync(SmallestPiece, context.RequestAborted);
            var piece = read.Buffer.Slice(0, Math.Min(read.Buffer.Length, LargestPiece));
            var isLast = read.IsCompleted && piece.Length == read.Buffer.Length;
            var bytes = ImmutableCollectionsMarshal.AsImmutableArray(piece.ToArray());
            context.Request.BodyReader.AdvanceTo(piece.End);
            if (await dataset.Append(upload, pieces++, bytes) is { } fault) return (pieces, fault);
            if (isLast) return (pieces, null);
        }
    }
}
