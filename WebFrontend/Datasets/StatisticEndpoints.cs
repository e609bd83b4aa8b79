using System.Text.Json;
using OrleansJobs.Datasets;
using OrleansJobs.Jobs;
using OrleansJobs.WebFrontend.Jobs;
using OrleansJobs.WebFrontend.Replies;
using OrleansJobs.WebFrontend.Requests;
using OrleansJobs.WebFrontend.Service;

namespace OrleansJobs.WebFrontend.Datasets;

/// <summary>
/// POST /api/states_mean and so on: a question to the default dataset as a job, in the form of an older service, whose clients
/// know it, errors included. What it cannot answer is refused at once, so that no job of it is made.
/// </summary>
internal sealed class StatisticEndpoints(IGrainFactory grains, IIdSource ids, Draining draining)
{
    /// <summary>The endpoint of one statistic.</summary>
    public RequestDelegate Start(DatasetStatistic statistic) => context => Start(context, statistic);

    private async Task Start(HttpContext context, DatasetStatistic statistic)
    {
        if (draining.IsOn)
            await Refuse(context, 503, "shutting down");
        else if (await Read(context) is { } request)
            await Start(context, statistic, request);
    }

    private async Task Start(HttpContext context, DatasetStatistic statistic, StatisticRequest request)
    {
        var question = new DatasetQuestion { Statistic = statistic, Question = request.Question, State = request.State };
        if (await grains.GetGrain<IDatasetGrain>(DatasetName.Default).Check(question) is { } fault)
        {
            await Refuse(context, 400, $"{fault.Field} {fault.Message}");
            return;
        }

        if (!statistic.IsOfState()) request = request with { State = null };
        var result = await grains.GetGrain<IJobGrain>(ids.NewId()).Submit(new JobSpec
        {
            Kind = statistic.Kind(),
            Input = Json.From(JsonSerializer.SerializeToUtf8Bytes(request, ApiJson.Default.StatisticRequest)),
            TraceParent = TraceContext.Of(context.Request),
        });
        var outcome = SubmitOutcome.Of(result);
        if (outcome.Job is { } job)
            await JsonReply.Write(context, 200, new StatisticJobReply { JobId = job.Id }, ApiJson.Default.StatisticJobReply);
        else
            await Refuse(context, outcome.Status == 503 ? 503 : 400, outcome.Problem!.Detail);
    }

    /// <summary>Reads the body; null if it was answered already what is wrong with it.</summary>
    private static async Task<StatisticRequest?> Read(HttpContext context)
    {
        try
        {
            using var body = await JsonBody.Read(context);
            if (body.Problem is { } problem)
            {
                await Refuse(context, 400, problem.Detail);
                return null;
            }

            // Members that are not asked for were always passed over here.
            var fields = new FieldReader(body.Root);
            var request = new StatisticRequest { Question = fields.RequiredText("question"), State = fields.Text("state") };
            if (fields.Faults.Count == 0) return request;
            await Refuse(context, 400, string.Join("; ", fields.Faults.Select(fault => $"{fault.Field} {fault.Message}")));
            return null;
        }
        catch (BadHttpRequestException bad)
        {
            await Refuse(context, 400, bad.StatusCode == 413 ? "The body is larger than the setting Datasets:Question allows." : bad.Message);
            return null;
        }
    }

    private static Task Refuse(HttpContext context, int status, string reason)
    {
        context.Response.Headers.CacheControl = "no-store";
        return JsonReply.Write(context, status, new StatisticErrorReply { Reason = reason }, ApiJson.Default.StatisticErrorReply);
    }
}
