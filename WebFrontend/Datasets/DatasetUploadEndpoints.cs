using System.Buffers;
using System.Runtime.InteropServices;
using OrleansJobs.Datasets;
using OrleansJobs.WebFrontend.Service;

namespace OrleansJobs.WebFrontend.Datasets;

/// <summary>
/// Uploads of datasets. The body is handed on in pieces as it comes in, and a fault in it is answered before the rest is read.
/// A body that breaks off is no upload: nothing of it stays.
/// </summary>
internal static class DatasetUploadEndpoints
{
    // RFC 7111.
    private const string MediaType = "text/csv";

    private const int SmallestPiece = 64 << 10;
    private const int LargestPiece = 256 << 10;

    public static void MapUpload(this IEndpointRouteBuilder datasets)
    {
        var limits = datasets.ServiceProvider.GetRequiredService<IOptions<DatasetRequestOptions>>().Value;
        datasets.MapPut("{name}", Put).MakesWork().WithMetadata(
            ParameterPart.Path("name", $"The dataset's name; {DatasetName.Allowed}."),
            new BodyLimit(limits.Upload),
            new AcceptsMetadata([MediaType], typeof(string)));
    }

    /// <summary>Uploads a dataset, in place of the one of its name</summary>
    /// <remarks>
    /// CSV in UTF-8 with a header that has LocationDesc, Question, Data_Value, StratificationCategory1 and Stratification1, in any order
    /// and among others. Rows whose Data_Value is empty count nowhere. The answer comes when it is stored durably; until then, and if
    /// anything is wrong with it, the dataset stays as it was.
    /// </remarks>
    /// <response code="200">It replaces the one before</response>
    /// <response code="201">It is the first of its name</response>
    [Fails(400), Fails(409), Fails(413), Fails(415), Fails(422)]
    [Example(200, DatasetEndpoints.Report), Example(201, DatasetEndpoints.Report)]
    public static async Task<Results<KnownAt<DatasetReport>, CreatedAt<DatasetReport>, Problem>> Put(
        string name, HttpContext context, IIdSource ids, IGrainFactory grains)
    {
        // Routing has refused other media types, but lets pass a request that names none.
        if (context.Request.ContentType is null) return ProblemTypes.UnsupportedMediaType;
        if (!DatasetName.IsPossible(name)) return Problem.Invalid(new FieldError { Field = "name", Message = DatasetName.Allowed });
        return await Upload(grains.GetGrain<IDatasetGrain>(name), ids.NewId(), context) switch
        {
            UploadResult.Stored { Report: var report, Created: true } => new CreatedAt<DatasetReport>(report, DatasetEndpoints.TagOf(report), PathOf(report)),
            UploadResult.Stored { Report: var report } => new KnownAt<DatasetReport>(report, DatasetEndpoints.TagOf(report), PathOf(report)),
            UploadResult.Refused fault => Explain(fault),
            UploadResult.FromFile => ProblemTypes.DatasetFromFile,
            UploadResult.TooMany => ProblemTypes.TooManyDatasets,
            UploadResult.Busy => ProblemTypes.TooManyUploads,
            UploadResult.Lost => Problem.Unavailable(unchanged: true),
            UploadResult.Unavailable { Unchanged: var unchanged } => Problem.Unavailable(unchanged),
            var other => throw new InvalidOperationException($"{other.GetType().Name} is not a result of an upload."),
        };
    }

    private static async Task<UploadResult> Upload(IDatasetGrain dataset, Guid upload, HttpContext context)
    {
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

    private static string PathOf(DatasetReport report) => $"/datasets/{report.Name}";

    private static Problem Explain(UploadResult.Refused fault)
    {
        var place = fault.Column is null ? $"Line {fault.Line}" : $"Line {fault.Line}, column {fault.Column}";
        var error = new FieldError { Field = fault.Column ?? "$", Message = $"line {fault.Line}: {fault.Message}" };
        return ProblemTypes.InvalidCsv with { Detail = $"{place}: {fault.Message}. Nothing was changed.", Errors = [error] };
    }
}
