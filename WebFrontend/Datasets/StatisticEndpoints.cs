using System.Text.Json;
using OrleansJobs.Datasets;
using OrleansJobs.Jobs;
using OrleansJobs.WebFrontend.Jobs;
using OrleansJobs.WebFrontend.NumberedJobs;
using OrleansJobs.WebFrontend.Problems;
using OrleansJobs.WebFrontend.Replies;
using OrleansJobs.WebFrontend.Requests;
using OrleansJobs.WebFrontend.Service;

namespace OrleansJobs.WebFrontend.Datasets;

/// <summary>
/// POST /api/states_mean and so on: a question to the default dataset as a job, in the form of an older service, whose clients
/// know it, errors included. What it cannot answer is refused at once, so that no job of it is made.
/// </summary>
internal sealed class StatisticEndpoints(IGrainFactory grains, JobCalls jobs, IIdSource ids, Draining draining)
{
    /// <summary>The endpoint of one statistic.</summary>
    public RequestDelegate Start(DatasetStatistic statistic) => context => Start(context, statistic);

    private async Task Start(HttpContext context, DatasetStatistic statistic)
    {
        if (draining.IsOn)
            await NumberedReply.WriteDraining(context);
        else if (await Read(context) is { } request)
            await Start(context, statistic, request);
    }

    private async Task Start(HttpContext context, DatasetStatistic statistic, StatisticRequest request)
    {
        var question = new DatasetQuestion { Statistic = statistic, Question = request.Question, State = request.State };
        if (await grains.GetGrain<IDatasetGrain>(DatasetName.Default).Check(question) is { } fault)
        {
            await NumberedReply.WriteError(context, 400, $"{fault.Field} {fault.Message}");
            return;
        }

        if (!statistic.IsOfState()) request = request with { State = null };
        var result = await jobs.Submit(ids.NewId(), new JobSpec
        {
            Kind = statistic.Kind(),
            Input = Json.From(JsonSerializer.SerializeToUtf8Bytes(request, ApiJson.Default.StatisticRequest)),
            TraceParent = TraceContext.Of(context.Request),
        });
        await NumberedReply.WriteSubmitted(context, result);
    }

    /// <summary>Reads the body; null if it was answered already what is wrong with it.</summary>
    private static async Task<StatisticRequest?> Read(HttpContext context)
    {
        try
        {
            using var body = await JsonBody.Read(context);
            if (body.Problem is { } problem)
            {
                await NumberedReply.WriteError(context, 400, problem.Detail);
                return null;
            }

            // Members that are not asked for were always passed over here.
            var fields = new FieldReader(body.Root);
            var request = new StatisticRequest { Question = fields.RequiredText("question"), State = fields.Text("state") };
            if (fields.Faults.Count == 0) return request;
            await NumberedReply.WriteError(context, 400, string.Join("; ", fields.Faults.Select(fault => $"{fault.Field} {fault.Message}")));
            return null;
        }
        catch (BadHttpRequestException bad)
        {
            await NumberedReply.WriteError(context, 400, bad.StatusCode == 413 ? "The body is larger than the setting Datasets:Question allows." : ProblemTypes.ForStatus(bad.StatusCode).Explanation);
            return null;
        }
    }
}
