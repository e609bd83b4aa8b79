using OrleansJobs.Datasets;
using OrleansJobs.WebFrontend.Problems;
using OrleansJobs.WebFrontend.Replies;
using OrleansJobs.WebFrontend.Requests;

namespace OrleansJobs.WebFrontend.Datasets;

/// <summary>Turns what datasets answer into HTTP answers.</summary>
internal static class DatasetReply
{
    /// <summary>Answers a question.</summary>
    public static Task Write(HttpContext context, DatasetAnswer answer) => answer switch
    {
        DatasetAnswer.Found found => IsKnown(context, found.Version) ? Task.CompletedTask : JsonReply.Write(context, 200, found.Data.Utf8.AsSpan()),
        DatasetAnswer.NoData => ProblemReply.Write(context, new Problem(ProblemTypes.NoData, ProblemTypes.NoData.Explanation)),
        DatasetAnswer.Invalid { Error: var error } => ProblemReply.Write(context, Problem.InvalidQuery([error])),
        DatasetAnswer.NoDataset => WriteNotFound(context),
        _ => throw new InvalidOperationException($"{answer.GetType().Name} is not an answer of a dataset."),
    };

    /// <summary>Answers an upload.</summary>
    public static Task Write(HttpContext context, UploadResult result)
    {
        switch (result)
        {
            case UploadResult.Stored { Report: var report, Created: var created }:
                context.Response.Headers.Location = $"/datasets/{report.Name}";
                return JsonReply.Write(context, created ? 201 : 200, report, ApiJson.Default.DatasetReport);
            case UploadResult.Refused fault:
                return ProblemReply.Write(context, Explain(fault));
            case UploadResult.FromFile:
                return ProblemReply.Write(context, new Problem(ProblemTypes.DatasetFromFile, ProblemTypes.DatasetFromFile.Explanation));
            case UploadResult.TooMany:
                return ProblemReply.Write(context, new Problem(ProblemTypes.TooManyDatasets, ProblemTypes.TooManyDatasets.Explanation));
            case UploadResult.Busy:
                return ProblemReply.Write(context, new Problem(ProblemTypes.TooManyUploads, ProblemTypes.TooManyUploads.Explanation) { RetryAfter = 5 });
            case UploadResult.Lost or UploadResult.Unavailable:
                return ProblemReply.Write(context, Problem.Unavailable(result is not UploadResult.Unavailable { Unchanged: false }));
            default:
                throw new InvalidOperationException($"{result.GetType().Name} is not a result of an upload.");
        }
    }

    /// <summary>Sets the tag of the answer, and answers that nothing has changed if the caller has this version.</summary>
    public static bool IsKnown(HttpContext context, string version)
    {
        var tag = $"\"{version}\"";
        context.Response.Headers.ETag = tag;
        context.Response.Headers.CacheControl = "no-cache";
        if (!EntityTag.IsKnown(context.Request, tag)) return false;
        context.Response.StatusCode = 304;
        return true;
    }

    /// <summary>Answers that there is no such dataset.</summary>
    public static Task WriteNotFound(HttpContext context) =>
        ProblemReply.Write(context, new Problem(ProblemTypes.DatasetNotFound, ProblemTypes.DatasetNotFound.Explanation));

    private static Problem Explain(UploadResult.Refused fault)
    {
        var place = fault.Column is null ? $"Line {fault.Line}" : $"Line {fault.Line}, column {fault.Column}";
        return new Problem(ProblemTypes.InvalidCsv, $"{place}: {fault.Message}. Nothing was changed.")
        {
            Errors = [new() { Field = fault.Column ?? "$", Message = $"line {fault.Line}: {fault.Message}" }],
        };
    }
}
