"""Funnel: how many really climb from each stage, why others leave, and alarms when somebody is being lost.

Law: none. Words: conversion, cliff, alarm.
"""
