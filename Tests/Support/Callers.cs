using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Xunit;

namespace OrleansJobs.Tests.Support;

/// <summary>Callers who submit jobs one after another until they are told to stop, and what they were answered.</summary>
internal sealed class Callers(ServiceProcess service)
{
    private readonly List<Guid> _acknowledged = [];
    private readonly List<(Func<bool> Holds, TaskCompletionSource Reached)> _waiting = [];
    private readonly List<Task> _callers = [];
    private int _refused;
    private bool _stopped;

    /// <summary>How many submits were refused.</summary>
    public int RefusedSoFar => Volatile.Read(ref _refused);

    /// <summary>Starts the callers.</summary>
    public Callers Start(int callers)
    {
        for (var n = 0; n < callers; n++) _callers.Add(SubmitUntilStopped());
        return this;
    }

    /// <summary>Waits until so many more submits were acknowledged.</summary>
    public Task Acknowledged(int more)
    {
        lock (_acknowledged)
        {
            var count = _acknowledged.Count + more;
            return When(() => _acknowledged.Count >= count);
        }
    }

    /// <summary>Waits until so many more submits were refused.</summary>
    public Task Refused(int more)
    {
        lock (_acknowledged)
        {
            var count = _refused + more;
            return When(() => _refused >= count);
        }
    }

    /// <summary>Stops the callers; every job that was acknowledged must end as succeeded, once. Answers what there was, in words.</summary>
    public async Task<string> StopAndCheck()
    {
        Volatile.Write(ref _stopped, true);
        await Task.WhenAll(_callers);
        foreach (var id in _acknowledged)
        {
            using var response = await service.Http.GetAsync($"/jobs/{id}?wait=30s");
            Assert.True(response.IsSuccessStatusCode, $"{id}: {await response.Content.ReadAsStringAsync()}{Environment.NewLine}{service.Output}");
            var job = await response.Content.ReadFromJsonAsync<JsonElement>();
            Assert.Equal("succeeded", job.GetProperty("state").GetString());
            Assert.Single(job.GetProperty("attempts").EnumerateArray(), attempt => attempt.GetProperty("outcome").GetString() == "succeeded");
        }

        return $"{_acknowledged.Count} acknowledged and succeeded once, {_refused} refused";
    }

    /// <summary>Submits until so many were acknowledged, and checks them.</summary>
    public static async Task<string> Submit(ServiceProcess service, int jobs)
    {
        var callers = new Callers(service).Start(4);
        await callers.Acknowledged(jobs);
        return await callers.StopAndCheck();
    }

    private async Task SubmitUntilStopped()
    {
        while (!Volatile.Read(ref _stopped))
        {
            using var response = await service.Http.PostAsJsonAsync("/jobs", new { kind = "noop" });
            if (response.StatusCode == HttpStatusCode.Accepted)
            {
                var id = (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
                Note(() => _acknowledged.Add(id));
            }
            else
            {
                Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
                Assert.NotNull(response.Headers.RetryAfter);
                Note(() => _refused++);
                await Pause.BetweenLooks();
            }
        }
    }

    private void Note(Action what)
    {
        lock (_acknowledged)
        {
            what();
            foreach (var (_, reached) in _waiting.Where(wait => wait.Holds())) reached.TrySetResult();
        }
    }

    /// <summary>Fails as a caller does that was answered what must not be.</summary>
    private async Task When(Func<bool> holds)
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting.Add((holds, reached));
        try
        {
            await await Task.WhenAny([reached.Task, .. _callers]).WaitAsync(TimeSpan.FromMinutes(1));
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"{_acknowledged.Count} submits were acknowledged and {_refused} refused in a minute; the service said:{Environment.NewLine}{service.Output}");
        }
    }
}
