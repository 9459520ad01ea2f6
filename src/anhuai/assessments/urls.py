"""Addresses of the assessments room."""

from django.urls import path

from anhuai.assessments.views import assessors, field, rates, records, scales, tasks

app_name = "assessments"
urlpatterns = [
    path("", tasks.due_list, name="due"),
    path("assigned", tasks.assigned_list, name="assigned"),
    path("assign", tasks.assign, name="assign"),
    path("renew", tasks.renew, name="renew"),
    path("tasks/<int:task_id>/", tasks.task_detail, name="task"),
    path("tasks/<int:task_id>/cancel", tasks.cancel, name="cancel"),
    path("ask/<int:person_id>", tasks.ask, name="ask"),
    path("records/", records.record_list, name="records"),
    path("records/<int:assessment_id>/", records.report, name="report"),
    path("records/<int:assessment_id>/appeal", records.appeal, name="appeal"),
    path("records/<int:assessment_id>/withdraw", records.withdraw, name="withdraw"),
    path(
        "records/<int:assessment_id>/signatures/<int:signature_id>",
        records.signature,
        name="signature",
    ),
    path("rates", rates.rate_list, name="rates"),
    path("scales/<slug:scale>/", scales.scale_detail, name="scale"),
    path("assessors/", assessors.assessor_list, name="assessors"),
    path("assessors/new", assessors.assessor_new, name="assessor_new"),
    path("assessors/<int:assessor_id>/end", assessors.assessor_end, name="assessor_end"),
    path("field/", field.own_list, name="field"),
    path("field/sw.js", field.worker, name="field_worker"),
    path("field/<int:task_id>/", field.form, name="field_form"),
]
